package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A tenant's book as hledger reads it, an accountants' tool that knows nothing of us (a Debian package); asked
/// where it is installed. `AQUIFER_HLEDGER=needed` makes it an error that it is not.
final class Bookkeeper {
    private Bookkeeper() {}

    /// Lets it check the journal that the tenant downloads, and compares each balance with the postings.
    ///
    /// @return false if it is not installed
    static boolean agrees(Tenant tenant) {
        if (!isThere()) {
            return false;
        }
        var house = tenant.house();
        try {
            var journal = Files.createTempFile("aquifer", ".journal");
            Files.writeString(
                    journal, tenant.get(house.billing() + "/api/ledger/journal").text());
            assertThat(said("hledger", "-f", journal.toString(), "check")).isEmpty();
            var found = new TreeMap<String, BigDecimal>();
            said("hledger", "-f", journal.toString(), "balance", "--flat", "-N", "-O", "csv")
                    .lines()
                    .skip(1)
                    .map(line -> line.substring(1, line.length() - 1).split("\",\"", 2))
                    .forEach(cells -> found.put(ours(cells[0]), amount(cells[1].replace(" CNY", ""))));
            Files.delete(journal);
            var posted = new TreeMap<String, BigDecimal>();
            house.sql(
                            "billing",
                            "select account, sum(debit - credit) from ledger_posting where organisation_id = '"
                                    + tenant.organisation() + "' group by account having sum(debit - credit) <> 0")
                    .forEach(row -> posted.put(row.getFirst(), amount(row.getLast())));
            assertThat(found).isEqualTo(posted).isNotEmpty();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThere() {
        var there = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "hledger")));
        if (!there && "needed".equals(System.getenv("AQUIFER_HLEDGER"))) {
            throw new IllegalStateException("hledger is not installed, and AQUIFER_HLEDGER says that it is needed");
        }
        return there;
    }

    /// `revenues:revenue:tokens:<organisation>` is our `revenue:tokens`.
    private static String ours(String account) {
        return account.substring(account.indexOf(':') + 1, account.lastIndexOf(':'));
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text).setScale(2);
    }

    private static String said(String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as(text).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return text;
    }
}
