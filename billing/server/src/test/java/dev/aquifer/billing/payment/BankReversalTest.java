package dev.aquifer.billing.payment;

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
import dev.aquifer.billing.ledger.MoneyMoved;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.OrganisationChanged.Member;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A bank payment that was recorded wrongly is taken back, whatever became of its money meanwhile.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann", roles = "operator")
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class BankReversalTest {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);
    /// Something that a bill can be for and that bears no VAT.
    private static final Account OTHER = new Account("other");

    @Inject
    Given given;

    @Inject
    Organisations organisations;

    @Inject
    Tenancy tenancy;

    @Inject
    Ledger ledger;

    @Inject
    Event<MoneyMoved> moved;

    @Test
    void a_top_up_of_a_wrong_amount_goes_and_its_line_is_recorded_anew() {
        // given
        UUID organisation = known();
        String transfer = transfer(organisation, "5000.00", null);
        String wrong = record(organisation, "5000.00", transfer, 200).getString("id");
        record(organisation, "500.00", transfer, 409);

        // when
        JsonPath reversed = reverse(wrong, "a zero too many", 200);

        // then
        assertThat(reversed.getString("reversal.by") + ": " + reversed.getString("reversal.reason"))
                .isEqualTo("Ann: a zero too many");
        assertThat(prepaid(organisation)).isEqualTo("0.00");
        reverse(wrong, "again", 409);
        assertThat(record(organisation, "500.00", transfer, 200).getString("id"))
                .isNotEqualTo(wrong);
        assertThat(prepaid(organisation)).isEqualTo("500.00");
        assertThat(get(organisation, "/api/transfers").getString("[0].paid")).isEqualTo("500.00");
        assertThat(kinds(organisation)).containsExactly("TOP_UP", "TOP_UP_REVERSED", "TOP_UP");
        assertThat(given.asSuperuser("select count(*) from audit_entry where action = 'bank-payment.reversed'"
                        + " and organisation_id = '" + organisation + "'"))
                .containsExactly(List.of("1"));
        sound(organisation);
    }

    @Test
    void bills_that_the_payment_paid_are_open_again() {
        // given: 80.00 towards January, 20.00 prepaid, of which February takes all
        UUID organisation = known();
        owed(organisation, JANUARY, "80.00");
        String transfer = transfer(organisation, "80.00", "2026-01");
        String payment = record(organisation, "100.00", transfer, 200).getString("id");
        owed(organisation, FEBRUARY, "50.00");
        assertThat(open(organisation)).containsExactly("2026-02 30.00");

        // when
        reverse(payment, "another tenant's money", 200);

        // then
        assertThat(open(organisation)).containsExactly("2026-01 80.00", "2026-02 50.00");
        assertThat(prepaid(organisation)).isEqualTo("0.00");
        assertThat(kinds(organisation))
                .containsExactlyInAnyOrder(
                        "TRANSFER", "TOP_UP", "PREPAID", "TRANSFER_REVERSED", "PREPAID_REVERSED", "TOP_UP_REVERSED");
        sound(organisation);
    }

    @Test
    void prepaid_of_other_payments_stays_and_pays_what_it_can() {
        UUID organisation = known();
        String first = record(organisation, "60.00", transfer(organisation, "60.00", null), 200)
                .getString("id");
        record(organisation, "70.00", transfer(organisation, "70.00", null), 200);
        owed(organisation, JANUARY, "100.00");

        reverse(first, "a test", 200);

        assertThat(open(organisation)).containsExactly("2026-01 30.00");
        assertThat(prepaid(organisation)).isEqualTo("0.00");
        sound(organisation);
    }

    @Test
    void a_payment_of_nobody_leaves_the_houses_book_and_cannot_be_matched_any_more() {
        UUID organisation = known();
        String payment = record(organisation, "12.34", "for chips", 200).getString("id");

        reverse(payment, "not ours", 200);

        operator()
                .body(Map.of("organisation", organisation))
                .post("/api/operator/bank-payments/" + payment + "/match")
                .then()
                .statusCode(409);
        assertThat(get(organisation, "/api/operator/bank-payments?unmatched=true")
                        .getList("id"))
                .doesNotContain(payment);
        sound(organisation);
    }

    @Test
    void what_was_refunded_cannot_be_taken_back() {
        UUID organisation = known();
        String payment = record(organisation, "90.00", transfer(organisation, "90.00", null), 200)
                .getString("id");
        String refund = in(organisation)
                .body(Map.of("amount", "40.00", "account", "ICBC 0001", "reason", "not needed"))
                .post("/api/refunds")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        operator()
                .body(Map.of("paid", true, "answer", "done"))
                .post("/api/operator/tenants/" + organisation + "/refunds/" + refund + "/answer")
                .then()
                .statusCode(200);

        assertThat(reverse(payment, "a test", 409).getString("detail")).contains("40.00 CNY");

        assertThat(prepaid(organisation)).isEqualTo("50.00");
        sound(organisation);
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(id, "Tern", "s" + id, List.of(new Member("ann", Role.OWNER))));
        return id;
    }

    private String transfer(UUID organisation, String amount, @Nullable String month) {
        Map<String, String> body = month == null ? Map.of("amount", amount) : Map.of("amount", amount, "month", month);
        return in(organisation)
                .body(body)
                .post("/api/transfers")
                .then()
                .statusCode(200)
                .extract()
                .path("reference");
    }

    private JsonPath record(UUID organisation, String amount, String remark, int status) {
        return operator()
                .body(Map.of(
                        "bankReference",
                        remark + organisation,
                        "amount",
                        amount,
                        "receivedOn",
                        "2026-03-01",
                        "payer",
                        "Tern",
                        "remark",
                        remark))
                .post("/api/operator/bank-payments")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private JsonPath reverse(String payment, String reason, int status) {
        return operator()
                .body(Map.of("reason", reason))
                .post("/api/operator/bank-payments/" + payment + "/reversal")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    /// As a closed bill would be.
    private void owed(UUID organisation, YearMonth month, String amount) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            ledger.post(List.of(LedgerTransaction.of(
                    organisation,
                    "test:" + given.id(),
                    "bill",
                    null,
                    month,
                    new Transfer(Account.RECEIVABLE, OTHER, Money.of(amount)))));
            moved.fire(new MoneyMoved(organisation));
        });
    }

    private List<String> open(UUID organisation) {
        return get(organisation, "/api/balance").<Map<String, String>>getList("open").stream()
                .map(bill -> bill.get("month") + " " + bill.get("outstanding"))
                .toList();
    }

    private String prepaid(UUID organisation) {
        return get(organisation, "/api/balance").getString("standing.prepaid");
    }

    private List<String> kinds(UUID organisation) {
        return get(organisation, "/api/payments").getList("items.kind");
    }

    private void sound(UUID organisation) {
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
        assertThat(given.asSuperuser(
                        "select coalesce(sum(debit - credit), 0.00) from ledger_posting where organisation_id = '"
                                + organisation + "'"))
                .containsExactly(List.of("0.00"));
    }

    private static JsonPath get(UUID organisation, String path) {
        return in(organisation).get(path).then().statusCode(200).extract().jsonPath();
    }

    private static RequestSpecification in(UUID organisation) {
        return operator().header("Aquifer-Organisation", organisation);
    }

    private static RequestSpecification operator() {
        return given().contentType("application/json");
    }
}
