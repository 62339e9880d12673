package dev.aquifer.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The accountants' own tool (a Debian package), asked where it is installed; `AQUIFER_HLEDGER=needed` makes it an
/// error that it is not.
public final class Hledger {

    private Hledger() {}

    static boolean isThere() {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "hledger")));
        if (!there && "needed".equals(System.getenv("AQUIFER_HLEDGER"))) {
            throw new IllegalStateException("hledger is not installed, and AQUIFER_HLEDGER says that it is needed");
        }
        return there;
    }

    /// Lets it check the organisation's journal, as the person who is signed in gets it, and compares each balance
    /// with the postings in the database.
    ///
    /// @return false if it is not installed
    public static boolean agreesOnBookOf(UUID organisation, Given given) {
        if (!isThere()) {
            return false;
        }
        Map<String, Money> posted = new HashMap<>();
        given.asSuperuser("select account, sum(debit - credit) from ledger_posting where organisation_id = '"
                        + organisation + "' group by account")
                .forEach(row -> posted.put(
                        Journal.account(organisation, Objects.requireNonNull(row.getFirst())),
                        Money.of(Objects.requireNonNull(row.getLast()))));
        check(
                RestAssured.given()
                        .header("Aquifer-Organisation", organisation)
                        .get("/api/ledger/journal")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString(),
                posted);
        return true;
    }

    /// Lets it check the journal, and compares each balance.
    static void check(String journal, Map<String, Money> expected) {
        try {
            Path file = Files.createTempFile(Path.of("target"), "book", ".journal");
            Files.writeString(file, journal);
            assertThat(run("hledger", "-f", file.toString(), "check")).isEmpty();
            Map<String, Money> found = new HashMap<>();
            for (String line : run("hledger", "-f", file.toString(), "balance", "--flat", "-N", "-O", "csv")
                    .lines()
                    .skip(1)
                    .toList()) {
                String[] cells = line.substring(1, line.length() - 1).split("\",\"", 2);
                found.put(cells[0], Money.of(cells[1].replace(" CNY", "")));
            }
            Map<String, Money> nonZero = new HashMap<>(expected);
            nonZero.values().removeIf(Money::isZero);
            assertThat(found).isEqualTo(nonZero);
            assertThat(found.values().stream().reduce(Money.ZERO, Money::plus)).isEqualTo(Money.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Arrays.toString(command) + " said " + said)
                .isZero();
        return said;
    }
}
