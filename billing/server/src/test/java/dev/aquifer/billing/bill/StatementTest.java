package dev.aquifer.billing.bill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.UsageFact;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.CloseRuns;
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
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A closed bill and its invoice over HTTP, as finance, and the operator, see them.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(
        user = "ann",
        roles = {"operator"})
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class StatementTest {

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);

    private static final Map<String, Object> BUYER = Map.of(
            "title",
            "白鹭智能科技有限公司",
            "taxNumber",
            "91310000MA1FL0AQ1X",
            "kind",
            "SPECIAL",
            "bankAndAccount",
            "工商银行 1001 2345");

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
    void an_invoice_is_asked_for_issued_and_reversed() {
        // given
        UUID organisation = used(50_000_000);
        ask(organisation).statusCode(404);
        closer.close(organisation, last);
        ask(organisation).statusCode(409);
        assertThat(json(in(organisation)
                                .body(Map.of("title", "x", "taxNumber", "no", "kind", "ORDINARY"))
                                .put("/api/invoices/buyer")
                                .then()
                                .statusCode(400))
                        .getString("violations[0].field"))
                .contains("taxNumber");
        in(organisation).body(BUYER).put("/api/invoices/buyer").then().statusCode(200);

        // when
        JsonPath asked = json(ask(organisation).statusCode(200));

        // then
        assertThat(asked.getString("net") + asked.getString("tax") + asked.getString("gross"))
                .isEqualTo("100.006.00106.00");
        ask(organisation).statusCode(409);
        String invoice = "/api/operator/tenants/" + organisation + "/invoices/" + asked.getString("id");

        // when: it is issued, and reversed in two parts
        operator()
                .body(Map.of("net", "1.00", "reason", "too early"))
                .post(invoice + "/red-letter")
                .then()
                .statusCode(409);
        issue(invoice).statusCode(200);
        issue(invoice).statusCode(409);
        redLetter(invoice, "100.01").statusCode(400);
        JsonPath part = json(redLetter(invoice, "33.33").statusCode(200));
        JsonPath rest = json(redLetter(invoice, "66.67").statusCode(200));

        // then
        assertThat(part.getString("tax") + rest.getString("tax")).isEqualTo("-2.00-4.00");
        assertThat(rest.getString("redOf")).isEqualTo(asked.getString("id"));
        for (JsonPath red : List.of(part, rest)) {
            issue("/api/operator/tenants/" + organisation + "/invoices/" + red.getString("id"))
                    .statusCode(200);
        }
        JsonPath all = json(in(organisation).get("/api/invoices").then());
        assertThat(all.getString("invoices[2].state")).isEqualTo("RED_LETTERED");
        assertThat(all.getString("buyer.title")).isEqualTo("白鹭智能科技有限公司");
        assertThat(in(organisation).get("/api/invoices/csv").asString())
                .contains("91310000MA1FL0AQ1X", "-33.33,0.06,-2.00,-35.33");
        assertThat(operator().get("/api/operator/invoices/csv").asString()).contains(asked.getString("id"));
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
        operator().post("/api/operator/closes/" + last + "/stop").then().statusCode(200);

        JsonPath closes = json(operator().get("/api/operator/closes").then());
        assertThat(closes.getString("[0].month")).isEqualTo(last.toString());
        assertThat(closes.getString("[0].state")).isIn("STOPPED", "DONE");
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

    private ValidatableResponse ask(UUID organisation) {
        return in(organisation).post("/api/bills/" + last + "/invoice").then();
    }

    private ValidatableResponse issue(String invoice) {
        return operator()
                .body(Map.of(
                        "number",
                        "26312000000012345678",
                        "issuedOn",
                        last.atEndOfMonth().toString()))
                .post(invoice + "/issued")
                .then();
    }

    private static ValidatableResponse redLetter(String invoice, String net) {
        return operator()
                .body(Map.of("net", net, "reason", "credit note"))
                .post(invoice + "/red-letter")
                .then();
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
