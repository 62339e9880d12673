package dev.aquifer.billing.bill;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.UsageFact;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.CloseRuns;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A closed bill over HTTP, as finance, and the operator, see them.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(
        user = "ann",
        roles = {"operator"})
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class StatementTest {

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);

    @Inject
    Given given;

    @Inject
    Closer closer;

    @Inject
    CloseRuns runs;

    @Inject
    Customers customers;

    @Inject
    Organisations organisations;

    @Inject
    Tenancy tenancy;

    @AfterEach
    void nothing_is_wanted_any_more() {
        tenancy.asNobody(() -> {
            runs.ask(new CloseRuns.Run(last, false, "Ann", Instant.now(), null, null));
            return true;
        });
    }

    @Test
    void a_closed_bill_has_a_number_a_hash_and_files_that_say_the_same() {
        // given
        UUID organisation = used(4_000_000);
        in(organisation).get("/api/bills/" + last + "/pdf").then().statusCode(409);
        closer.close(organisation, last);

        // when
        JsonPath bill = json(in(organisation).get("/api/bills/" + last).then());
        byte[] document = in(organisation)
                .get("/api/bills/" + last + "/document")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asByteArray();

        // then
        assertThat(bill.getString("state")).isEqualTo("CLOSED");
        assertThat(bill.getString("payable")).isEqualTo("8.48");
        assertThat(bill.getString("sha256")).isEqualTo(ClosedBills.sha256(document));
        JsonPath notices = json(in(organisation).get("/api/notices").then());
        assertThat(notices.getList("items.kind", String.class)).containsOnlyOnce("BILL_CLOSED");
        assertThat(notices.getString("items.find { it.kind == 'BILL_CLOSED' }.text"))
                .contains("¥8.48", bill.getString("number"), bill.getString("sha256"));
        String csv = text(organisation, "csv");
        assertThat(csv).contains(bill.getString("number"), ",8.00,0.48,0.00,0.00,8.48,");
        assertThat(text(organisation, "focus"))
                .contains("\n8.00," + organisation, "\n0.48," + organisation, bill.getString("number"));
        for (String language : List.of("zh", "en")) {
            byte[] pdf = in(organisation)
                    .queryParam("language", language)
                    .get("/api/bills/" + last + "/pdf")
                    .then()
                    .statusCode(200)
                    .contentType("application/pdf")
                    .extract()
                    .asByteArray();
            assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");
        }
        in(organisation)
                .queryParam("language", "fr")
                .get("/api/bills/" + last + "/pdf")
                .then()
                .statusCode(400);
        String charge = bill.getString("groups[0].charges[0].id");
        assertThat(json(in(organisation).get("/api/charges/" + charge).then()).getString("arithmetic"))
                .isEqualTo("4,000,000 tokens × 2.00 ÷ 1,000,000 = 8.00 → 8.00");
    }

    @Test
    void the_csv_in_chinese_goes_from_list_price_to_what_is_due() {
        UUID organisation = used(4_000_000);

        String csv = in(organisation)
                .queryParam("language", "zh")
                .get("/api/bills/" + last + "/csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        assertThat(csv).startsWith("\uFEFF账期,账单编号,产品,计费项,");
        assertThat(csv).contains("\r\n" + last + ",,按 token 计费的模型,aquifer-lexicon-6m · 输入,");
        assertThat(csv).contains(",4,百万 token,2.00,8.00,0.00,8.00,0.00,0.48,0.00,8.48,CNY,");
        in(organisation)
                .queryParam("language", "fr")
                .get("/api/bills/" + last + "/csv")
                .then()
                .statusCode(400)
                .body("violations[0].field", org.hamcrest.Matchers.equalTo("language"));
    }

    @Test
    void a_third_party_checks_bills_and_their_chain_with_sha256sum(@TempDir Path folder) throws Exception {
        // given: two months
        UUID organisation = used(4_000_000);
        customers.use(organisation, ServiceTime.start(last.minusMonths(1).atDay(3)), 1_000_000);
        in(organisation).get("/api/bills/" + last + "/package").then().statusCode(409);
        closer.close(organisation, last);

        // when
        Path newer = unpacked(organisation, last, folder.resolve("newer"));
        Path older = unpacked(organisation, last.minusMonths(1), folder.resolve("older"));

        // then
        assertThat(run(newer, "sha256sum", "--strict", "-c", "SHA256SUMS")).contains("bill.json: OK", "bill.csv: OK");
        String hash = run(newer, "sha256sum", "bill.json").substring(0, 64);
        assertThat(json(in(organisation).get("/api/bills/" + last).then()).getString("sha256"))
                .isEqualTo(hash);
        assertThat(Files.readString(newer.resolve("README.txt"))).contains(hash);
        assertThat(JsonPath.from(newer.resolve("bill.json").toFile()).getString("previous"))
                .isEqualTo(run(older, "sha256sum", "bill.json").substring(0, 64));
        assertThat(Files.readString(newer.resolve("bill.csv"))).isEqualTo(text(organisation, "csv"));

        // and: a file that was changed is found
        Path csv = newer.resolve("bill.csv");
        Files.writeString(csv, Files.readString(csv).replace("8.48", "8.47"));
        assertThat(run(newer, "sha256sum", "--strict", "-c", "SHA256SUMS")).contains("bill.csv: FAILED");
    }

    private static Path unpacked(UUID organisation, YearMonth month, Path folder) throws IOException {
        byte[] zip = in(organisation)
                .get("/api/bills/" + month + "/package")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                assertThat(file).startsWithRaw(folder);
                Files.createDirectories(folder);
                Files.write(file, in.readAllBytes());
            }
        }
        return folder;
    }

    /// What the command says, in English.
    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void an_operator_opens_the_charge_behind_an_entry_and_its_facts() {
        // given
        UUID organisation = given.organisation("Auk", "ann=OWNER");
        given.send(
                Topics.USAGE,
                organisation,
                given.recorded(given.usage(
                        organisation,
                        new UUID(5, 5),
                        ServiceTime.start(last.atDay(3)),
                        new Tokens(4_000_000, 0, 0, 0, 0))));
        String charge = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> json(operator()
                                        .queryParam("organisation", organisation)
                                        .queryParam("account", "revenue:tokens")
                                        .get("/api/operator/ledger/entries")
                                        .then()
                                        .statusCode(200))
                                .getString("items[0].charge"),
                        Objects::nonNull);

        // when
        String path = "/api/operator/charges/" + organisation + "/" + charge;
        JsonPath opened = json(operator().get(path).then().statusCode(200));
        JsonPath facts = json(operator().get(path + "/facts").then().statusCode(200));

        // then
        assertThat(opened.getString("arithmetic")).startsWith("4,000,000 tokens × 2.00");
        assertThat(opened.getInt("facts")).isEqualTo(1);
        assertThat(facts.getString("items[0].quantity")).isEqualTo("4000000");
        assertThat(facts.getString("items[0].request")).startsWith("req-");
        operator()
                .get("/api/operator/charges/" + UUID.randomUUID() + "/" + charge)
                .then()
                .statusCode(404);
    }

    @Test
    @TestSecurity(user = "ann")
    @OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
    void a_tenant_does_not_open_charges_as_an_operator() {
        UUID organisation = used(1_000_000);
        operator()
                .get("/api/operator/charges/" + organisation + "/" + UUID.randomUUID())
                .then()
                .statusCode(403);
    }

    @Test
    void each_subsidy_says_how_far_it_is_and_the_closed_document_does_not() {
        // given
        UUID organisation = customers.organisation("Tern");
        subsidised(organisation);
        customers.use(organisation, ServiceTime.start(last).plusSeconds(600_000), 4_000_000);
        assertThat(json(in(organisation).get("/api/bills/" + last).then()).getString("subsidies[0].state"))
                .isEqualTo("PROVISIONAL");
        closer.close(organisation, last);
        String document = text(organisation, "document");
        assertThat(text(organisation, "csv")).contains(",0.80,", ",PROVISIONAL");

        // when: it is claimed, then paid
        given.asSuperuser(
                "update charge_share set claimed = accrued where organisation_id = '" + organisation + "' returning 1");
        JsonPath claimed = json(in(organisation).get("/api/bills/" + last).then());
        given.asSuperuser("update charge_share set claimed = 0, paid = accrued where organisation_id = '" + organisation
                + "' returning 1");

        // then
        assertThat(claimed.getString("subsidies[0].state")).isEqualTo("CLAIMED");
        assertThat(text(organisation, "csv")).contains(",PAID");
        assertThat(json(in(organisation).get("/api/bills/" + last).then()).getString("subsidies[0].state"))
                .isEqualTo("PAID");
        assertThat(text(organisation, "document")).isEqualTo(document).doesNotContain("PROVISIONAL");
    }

    /// A programme for tokens, and a grant of a tenth under it, as if an assessor had approved it.
    private void subsidised(UUID organisation) {
        UUID programme = UUID.randomUUID();
        String rows = "set session_replication_role = replica;"
                + " insert into programme (id, code) values ('@P', 'T-' || upper('@P'));"
                + " insert into programme_version (programme_id, version, state, title, title_zh, city, level,"
                + " document_title, document_date, valid_from, valid_until, max_ratio, domestic_bonus, kinds, purposes,"
                + " requirements, priority, note, published_at) values ('@P', 1, 'PUBLISHED', 'Test', '测试', 'Shanghai',"
                + " 'CITY', 'Test', '2020-01-01', '2020-01-01', '2100-01-01', 0.50, 0, '{tokens}', '{}',"
                + " '{BUSINESS_LICENCE}', 1, 'test', now());"
                + " insert into programme_use (programme_id) values ('@P');"
                + " insert into subsidy_grant (organisation_id, id, programme_id, application_id, valid_from, valid_until,"
                + " granted_at) values ('@O', '@P', '@P', '@P', '2020-01-01', '2100-01-01', now());"
                + " insert into grant_version (organisation_id, id, grant_id, valid_from, ratio, reasons, decided_at)"
                + " values ('@O', '@P', '@P', '2020-01-01', 0.10, 'fine', now())";
        given.asSuperuser(rows.replace("@P", programme.toString()).replace("@O", organisation.toString()));
    }

    @Test
    void the_operator_starts_and_stops_a_close() {
        used(1_000_000);

        assertThat(json(operator()
                                .body(Map.of("month", running.toString(), "reason", "early"))
                                .post("/api/operator/closes")
                                .then()
                                .statusCode(400))
                        .getString("violations[0].field"))
                .isEqualTo("month");
        operator().post("/api/operator/closes/1999-01/stop").then().statusCode(404);
        JsonPath started = json(operator()
                .body(Map.of("month", last.toString(), "reason", "the auditor waits"))
                .post("/api/operator/closes")
                .then()
                .statusCode(200));
        assertThat(started.getString("askedBy") + ": " + started.getString("reason"))
                .isEqualTo("Ann: the auditor waits");
        String key = UUID.randomUUID().toString();
        assertThat(again(key, "the auditor waits").statusCode(200).extract().asString())
                .isEqualTo(again(key, "the auditor waits")
                        .statusCode(200)
                        .extract()
                        .asString());
        again(key, "something else").statusCode(422);
        operator().post("/api/operator/closes/" + last + "/stop").then().statusCode(200);

        JsonPath closes = json(operator().get("/api/operator/closes").then());
        assertThat(closes.getString("[0].month")).isEqualTo(last.toString());
        assertThat(closes.getString("[0].state")).isIn("STOPPED", "DONE");
    }

    private ValidatableResponse again(String key, String reason) {
        return operator()
                .header("Idempotency-Key", key)
                .body(Map.of("month", last.toString(), "reason", reason))
                .post("/api/operator/closes")
                .then();
    }

    private UUID used(long tokens) {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, "Egret", "s" + id, List.of(new OrganisationChanged.Member("ann", Role.FINANCE))));
        Instant at = ServiceTime.start(last.atDay(3));
        customers.charge(
                id,
                List.of(new UsageFact(
                        given.id(), at, given.usage(id, new UUID(5, 5), at, new Tokens(tokens, 0, 0, 0, 0)))),
                List.of());
        return id;
    }

    private String text(UUID organisation, String file) {
        return in(organisation)
                .get("/api/bills/" + last + "/" + file)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static RequestSpecification in(UUID organisation) {
        return operator().header("Aquifer-Organisation", organisation);
    }

    private static RequestSpecification operator() {
        return given().contentType("application/json");
    }

    private static JsonPath json(ValidatableResponse response) {
        return response.extract().jsonPath();
    }
}
