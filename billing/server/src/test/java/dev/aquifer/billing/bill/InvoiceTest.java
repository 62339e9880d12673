package dev.aquifer.billing.bill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.Promises;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
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
import org.junit.jupiter.api.Test;

/// Invoices over HTTP, as finance and the operator see them: all of an organisation together have the net and the VAT
/// of its bills, whatever is credited when.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(
        user = "ann",
        roles = {"operator"})
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class InvoiceTest {

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);
    private final YearMonth before = running.minusMonths(2);

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
    Customers customers;

    @Inject
    Organisations organisations;

    @Inject
    Tenancy tenancy;

    @Inject
    Ledger ledger;

    @Test
    void an_invoice_is_asked_for_issued_and_reversed() {
        // given
        UUID organisation = known();
        use(organisation, last, 50_000_000);
        ask(organisation, last).statusCode(404);
        closer.close(organisation, last);
        ask(organisation, last).statusCode(409);
        assertThat(json(in(organisation)
                                .body(Map.of("title", "x", "taxNumber", "no", "kind", "ORDINARY"))
                                .put("/api/invoices/buyer")
                                .then()
                                .statusCode(400))
                        .getString("violations[0].field"))
                .contains("taxNumber");
        in(organisation).body(BUYER).put("/api/invoices/buyer").then().statusCode(200);

        // when
        JsonPath asked = json(ask(organisation, last).statusCode(200));

        // then
        assertThat(sums(asked)).isEqualTo("100.00 6.00 106.00");
        ask(organisation, last).statusCode(409);
        String invoice = path(organisation, asked);

        // when: it is issued and reversed
        redLetter(invoice, "100.00").statusCode(409);
        issue(invoice).statusCode(200);
        issue(invoice).statusCode(409);
        redLetter(invoice, "100.01").statusCode(400);
        assertThat(json(redLetter(invoice, "33.33").statusCode(400)).getString("violations[0].field"))
                .isEqualTo("creditNote");
        JsonPath red = json(redLetter(invoice, "100.00").statusCode(200));
        redLetter(invoice, "100.00").statusCode(409);
        ask(organisation, last).statusCode(409);
        issue(path(organisation, red)).statusCode(200);

        // then: another one can be asked for
        assertThat(sums(red)).isEqualTo("-100.00 -6.00 -106.00");
        assertThat(red.getString("redOf")).isEqualTo(asked.getString("id"));
        JsonPath all = json(in(organisation).get("/api/invoices").then());
        assertThat(all.getString("invoices[1].state")).isEqualTo("RED_LETTERED");
        assertThat(all.getString("buyer.title")).isEqualTo("白鹭智能科技有限公司");
        assertThat(in(organisation).get("/api/invoices/csv").asString())
                .contains("91310000MA1FL0AQ1X", "-100.00,0.06,-6.00,-106.00");
        assertThat(operator().get("/api/operator/invoices/csv").asString()).contains(asked.getString("id"));
        assertThat(sums(json(ask(organisation, last).statusCode(200)))).isEqualTo("100.00 6.00 106.00");
    }

    @Test
    void a_credit_note_on_an_invoiced_bill_asks_for_its_red_letter_invoice() {
        // given
        UUID organisation = known();
        use(organisation, last, 50_000_000);
        closer.close(organisation, last);
        in(organisation).body(BUYER).put("/api/invoices/buyer").then().statusCode(200);
        JsonPath invoice = json(ask(organisation, last).statusCode(200));

        // when: one before it is issued, one after
        String first = credit(organisation, last, "33.33");
        JsonPath red = red(organisation, first);
        issue(path(organisation, red)).statusCode(409);
        issue(path(organisation, invoice)).statusCode(200);
        issue(path(organisation, red)).statusCode(200);
        String second = credit(organisation, last, "66.67");

        // then
        assertThat(sums(red)).isEqualTo("-33.33 -2.00 -35.33");
        assertThat(red.getString("redOf") + red.getString("state") + red.getString("reason"))
                .isEqualTo(invoice.getString("id") + "WANTED" + "a fault");
        JsonPath rest = red(organisation, second);
        assertThat(sums(rest)).isEqualTo("-66.67 -4.00 -70.67");
        assertThat(state(organisation, invoice)).isEqualTo("ISSUED");
        issue(path(organisation, rest)).statusCode(200);
        assertThat(state(organisation, invoice)).isEqualTo("RED_LETTERED");
        ask(organisation, last).statusCode(409);
        // The fixture charges without Kafka, so without facts.
        assertThat(Promises.brokenFor(given, organisation))
                .allMatch(broken -> broken.startsWith("each bucket of each"));
    }

    @Test
    void what_is_credited_before_the_invoice_is_asked_for_is_not_on_it_and_is_reversed_by_nobody() {
        // given
        UUID organisation = known();
        use(organisation, last, 50_000_000);
        closer.close(organisation, last);
        in(organisation).body(BUYER).put("/api/invoices/buyer").then().statusCode(200);
        String early = credit(organisation, last, "25.00");

        // when
        JsonPath invoice = json(ask(organisation, last).statusCode(200));
        issue(path(organisation, invoice)).statusCode(200);

        // then
        assertThat(sums(invoice)).isEqualTo("75.00 4.50 79.50");
        assertThat(json(noted(path(organisation, invoice), "25.00", early).statusCode(400))
                        .getString("detail"))
                .contains("later than the invoice");
        String late = credit(organisation, last, "10.00");
        noted(path(organisation, invoice), "10.00", late).statusCode(409);
        noted(path(organisation, invoice), "10.00", given.id().toString()).statusCode(400);
        assertThat(json(in(organisation).get("/api/invoices").then()).getList("invoices.net"))
                .containsExactly("-10.00", "75.00");
    }

    @Test
    void a_bill_is_invoiced_without_credit_notes_on_other_bills() {
        // given: E3's shape, a month of 500.00 on whose bill stands a credit of 134.57 for the month before, of 840.00
        UUID organisation = known();
        use(organisation, before, 420_000_000);
        use(organisation, last, 250_000_000);
        closer.close(organisation, before);
        in(organisation).body(BUYER).put("/api/invoices/buyer").then().statusCode(200);
        JsonPath first = json(ask(organisation, before).statusCode(200));
        String note = credit(organisation, before, "134.57");
        standsOn(organisation, note, last);
        closer.close(organisation, last);

        // when
        JsonPath second = json(ask(organisation, last).statusCode(200));

        // then: together they are what the two bills come to
        assertThat(sums(first)).isEqualTo("840.00 50.40 890.40");
        assertThat(sums(red(organisation, note))).isEqualTo("-134.57 -8.07 -142.64");
        assertThat(sums(second)).isEqualTo("500.00 30.00 530.00");
        assertThat(json(in(organisation).get("/api/bills/" + last).then()).getString("net"))
                .isEqualTo("365.43");
        assertThat(all(organisation, "net")).isEqualTo(Money.of("1205.43"));
        assertThat(all(organisation, "tax")).isEqualTo(billed(organisation, "vat"));
    }

    @Test
    void a_bill_of_more_credits_than_charges_is_invoiced_for_its_charges() {
        UUID organisation = known();
        use(organisation, before, 50_000_000);
        use(organisation, last, 5_000_000);
        closer.close(organisation, before);
        in(organisation).body(BUYER).put("/api/invoices/buyer").then().statusCode(200);
        standsOn(organisation, credit(organisation, before, "90.00"), last);
        closer.close(organisation, last);

        assertThat(sums(json(ask(organisation, last).statusCode(200)))).isEqualTo("10.00 0.60 10.60");
        assertThat(sums(json(ask(organisation, before).statusCode(200)))).isEqualTo("10.00 0.60 10.60");
        assertThat(all(organisation, "net")).isEqualTo(billed(organisation, "net"));
        assertThat(all(organisation, "tax")).isEqualTo(billed(organisation, "vat"));
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, "Egret", "s" + id, List.of(new OrganisationChanged.Member("ann", Role.FINANCE))));
        return id;
    }

    private void use(UUID organisation, YearMonth month, long tokens) {
        customers.use(organisation, ServiceTime.start(month.atDay(3)), tokens);
    }

    /// @return the note's id
    private String credit(UUID organisation, YearMonth month, String amount) {
        String charge = json(in(organisation).get("/api/bills/" + month).then()).getString("groups[0].charges[0].id");
        return json(operator()
                        .body(Map.of("charge", charge, "amount", amount, "reason", "a fault"))
                        .post("/api/operator/tenants/" + organisation + "/credit-notes")
                        .then()
                        .statusCode(200))
                .getString("id");
    }

    /// As if it had been given while that month was running, which no clock can be turned back to.
    private void standsOn(UUID organisation, String note, YearMonth month) {
        Money amount =
                Money.of(String.valueOf(given.asSuperuser("select amount from credit_note where id = '" + note + "'")
                        .getFirst()
                        .getFirst()));
        given.asSuperuser("set session_replication_role = replica; update credit_note set month = '" + month
                + "' where id = '" + note + "'");
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            ledger.post(List.of(
                    move(organisation, note, running, new Transfer(Account.UNBILLED, Account.CASH, amount)),
                    move(organisation, note, month, new Transfer(Account.CASH, Account.UNBILLED, amount))));
        });
    }

    private static LedgerTransaction move(UUID organisation, String note, YearMonth month, Transfer transfer) {
        return LedgerTransaction.of(organisation, "moved:" + month + note, "test", null, month, transfer);
    }

    private JsonPath red(UUID organisation, String note) {
        JsonPath all = json(in(organisation).get("/api/invoices").then());
        int at = all.getList("invoices.creditNote").indexOf(note);
        assertThat(at).as("the red-letter invoice of the note").isNotNegative();
        return json(operator().get("/api/operator/invoices").then())
                .setRootPath("find { it.id == '" + all.getString("invoices[" + at + "].id") + "' }");
    }

    private String state(UUID organisation, JsonPath invoice) {
        return json(in(organisation).get("/api/invoices").then())
                .getString("invoices.find { it.id == '" + invoice.getString("id") + "' }.state");
    }

    private Money all(UUID organisation, String part) {
        return sum(json(in(organisation).get("/api/invoices").then()).getList("invoices." + part, String.class));
    }

    private Money billed(UUID organisation, String part) {
        return sum(List.of(before, last).stream()
                .map(month ->
                        json(in(organisation).get("/api/bills/" + month).then()).getString(part))
                .toList());
    }

    private static Money sum(List<String> amounts) {
        return amounts.stream().map(Money::of).reduce(Money.ZERO, Money::plus);
    }

    private ValidatableResponse ask(UUID organisation, YearMonth month) {
        return in(organisation).post("/api/bills/" + month + "/invoice").then();
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
                .body(Map.of("net", net, "reason", "the buyer was wrong"))
                .post(invoice + "/red-letter")
                .then();
    }

    private static ValidatableResponse noted(String invoice, String net, String note) {
        return operator()
                .body(Map.of("net", net, "creditNote", note, "reason", "credit note"))
                .post(invoice + "/red-letter")
                .then();
    }

    private static String path(UUID organisation, JsonPath invoice) {
        return "/api/operator/tenants/" + organisation + "/invoices/" + invoice.getString("id");
    }

    private static String sums(JsonPath invoice) {
        return invoice.getString("net") + " " + invoice.getString("tax") + " " + invoice.getString("gross");
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
