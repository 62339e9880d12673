package dev.aquifer.billing.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bills and packages that stand in a folder prove each other, and what was changed or left out is named.
class VerifyFilesTest {
    private static final String TERN = "019ab0de-0000-7000-8000-000000000001";

    @TempDir
    Path folder;

    @Test
    void a_chain_of_bills_is_whole_and_tells_its_head() throws IOException {
        chain();

        var verified = Verified.of(folder);

        assertThat(verified.status()).isZero();
        assertThat(verified.said())
                .contains("  ok      bills of Tern (" + TERN + "): 3, 2026-07 to 2026-10, from the first on; head "
                        + hash("october.json"));
    }

    @Test
    void a_changed_amount_is_found_by_the_sums_and_by_the_bill_that_follows() throws IOException {
        chain();
        change("august.json", "\"net\":\"2.00\"", "\"net\":\"1.00\"");

        var verified = Verified.of(folder);

        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.said())
                .contains(
                        "BROKEN  august.json: vat is 0.12, its lines come to 0.06",
                        "GAP     october.json names ",
                        "which is not here");
    }

    @Test
    void a_bill_that_was_made_new_with_right_sums_breaks_the_chain() throws IOException {
        write("july.json", bill("2026-07", "1.00", null));
        write("august.json", bill("2026-08", "2.00", hash("july.json")));
        write("july.json", bill("2026-07", "0.50", null));

        var verified = Verified.of(folder);

        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.said())
                .contains(
                        "BROKEN  august.json names ", " as the bill before it, but july.json is " + hash("july.json"));
    }

    @Test
    void two_bills_of_one_month_cannot_both_be_true() throws IOException {
        write("a.json", bill("2026-07", "1.00", null));
        write("b.json", bill("2026-07", "2.00", null));
        write("c.json", bill("2026-07", "2.00", null));

        assertThat(Verified.of(folder).said()).contains("BROKEN  b.json is another bill of 2026-07 than a.json");
    }

    @Test
    void packages_of_a_programme_are_a_chain_and_hold_the_bills_that_stand_beside_them() throws IOException {
        chain();
        write("first.zip", pack(1, null, "10.00", "10.00"));
        write("second.zip", pack(2, hash("first.zip"), "7.00", "7.00"));

        var verified = Verified.of(folder);

        assertThat(verified.said()).contains("  ok      claims of programme SH: 2; head " + hash("second.zip"));
        assertThat(verified.status()).isZero();
    }

    @Test
    void a_package_that_was_packed_again_is_named_by_the_next_one() throws IOException {
        chain();
        write("first.zip", pack(1, null, "10.00", "10.00"));
        write("second.zip", pack(2, hash("first.zip"), "7.00", "7.00"));
        write("first.zip", pack(1, null, "11.00", "11.00"));

        var verified = Verified.of(folder);

        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.said()).contains("BROKEN  second.zip names ", "but first.zip is " + hash("first.zip"));
    }

    @Test
    void a_line_that_does_not_come_to_the_claim_and_a_file_that_nobody_names_are_found() throws IOException {
        chain();
        write("first.zip", pack(1, null, "10.00", "12.00"));

        assertThat(Verified.of(folder).said())
                .contains("BROKEN  first.zip: the lines of " + TERN + " come to 10.00, the manifest says 12.00");

        var files = new TreeMap<>(ExportedPackage.read("x", Files.readAllBytes(folder.resolve("first.zip")))
                .orElseThrow()
                .files());
        files.put("more.csv", "x\n".getBytes(UTF_8));
        files.remove(Bundle.SUMS);
        var bundle = new Bundle();
        files.forEach(bundle::add);
        write("first.zip", bundle.zip());

        assertThat(Verified.of(folder).said()).contains("BROKEN  first.zip!more.csv: manifest.json does not name it");
    }

    @Test
    void where_there_is_nothing_to_check_nothing_is_said_to_hold() throws IOException {
        write("other.json", "{\"format\":\"other\"}");
        write("other.zip", "no zip");

        assertThat(Verified.of(folder).status()).isEqualTo(2);
        assertThat(Verified.of(folder.resolve("nowhere")).status()).isEqualTo(2);
    }

    /// Nothing was used in September.
    private void chain() throws IOException {
        write("july.json", bill("2026-07", "1.00", null));
        write("august.json", bill("2026-08", "2.00", hash("july.json")));
        write("october.json", bill("2026-10", "3.00", hash("august.json")));
    }

    private static String bill(String month, String net, @Nullable String previous) {
        var before = previous == null ? "null" : "\"" + previous + "\"";
        return """
                {"bill":{"adjustments":"0.50","corrections":[{"amount":"0.50"}],"credits":[{"net":"-0.25","vat":"0.00"}],\
                "groups":[{"charges":[{"net":"%s","vat":"%s"},{"net":"0.25","vat":"0.00"}]}],"month":"%s","net":"%s",\
                "organisation":"%s","payable":"%s","subsidies":[{"amount":"0.10","deducted":true},\
                {"amount":"9.00","deducted":false}],"subsidy":"0.10","vat":"%s","vatRate":"0.06"},\
                "format":"aquifer.bill/1","organisationName":"Tern","previous":%s}""".formatted(net, vat(net), month, net, TERN, payable(net), vat(net), before);
    }

    private static String vat(String net) {
        return Objects.requireNonNull(Map.of("0.50", "0.03", "1.00", "0.06", "2.00", "0.12", "3.00", "0.18")
                .get(net));
    }

    private static String payable(String net) {
        return Objects.requireNonNull(Map.of("0.50", "0.93", "1.00", "1.46", "2.00", "2.52", "3.00", "3.58")
                .get(net));
    }

    private byte[] pack(int number, @Nullable String previous, String line, String claimed) throws IOException {
        var bill = Files.readAllBytes(folder.resolve("july.json"));
        var bundle = new Bundle()
                .add("claim-lines.csv", "organisation,charge,claimed\n" + TERN + ",c1," + line + "\n")
                .add(TERN + "/bill-2026-07.json", bill);
        var hashes = new StringBuilder();
        bundle.hashes()
                .forEach((name, hash) ->
                        hashes.append(hashes.isEmpty() ? "" : ",").append("\"" + name + "\":\"" + hash + "\""));
        return bundle.add("manifest.json", """
                        {"format":"aquifer-claim-2","number":%d,"previous":%s,"programme":{"code":"SH"},"organisations":\
                        {"%s":{"bills":{"2026-07":{"sha256":"%s"}},"claimed":"%s"}},"sha256":{%s}}
                        """.formatted(
                                number,
                                previous == null ? "null" : "\"" + previous + "\"",
                                TERN,
                                Bundle.sha256(bill),
                                claimed,
                                hashes))
                .zip();
    }

    private String hash(String file) throws IOException {
        return Bundle.sha256(Files.readAllBytes(folder.resolve(file)));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void write(String file, byte[] content) throws IOException {
        Files.write(folder.resolve(file), content);
    }

    private void change(String file, String from, String to) throws IOException {
        var text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }
}
