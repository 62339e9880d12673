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
