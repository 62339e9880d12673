package dev.aquifer.billing.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.Promises;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.Topics;
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
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Money that comes and goes, over HTTP, as a tenant's finance and an operator do it.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann", roles = "operator")
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class PaymentTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /// Something that a bill can be for and that bears no VAT.
    private static final Account BREAKAGE = new Account("breakage");

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);

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
    void out_of_credit_is_told_within_two_seconds_and_a_top_up_restores_as_fast() {
        // given
        UUID organisation = known();
        limit(organisation, "10.00");
        String reference = post(organisation, "/api/transfers", Map.of("amount", "500.00"), 200)
                .getString("reference");
        assertThat(reference).matches("AQ[2-9A-Z]{10}");

        // when
        Instant spent = Instant.now();
        spend(organisation, 2_000_000);
        Duration refused = untilTold(organisation, "SUSPENDED", spent);
        Instant paid = Instant.now();
        // Banks and people put blanks and hyphens where they like.
        record("B-" + reference, "500.00", "top-up " + reference.substring(0, 5) + " - " + reference.substring(5), 200);
        Duration restored = untilTold(organisation, "OK", paid);

        // then
        Log.infof("refused after %d ms, restored after %d ms", refused.toMillis(), restored.toMillis());
        assertThat(refused).isLessThan(Duration.ofSeconds(2));
        assertThat(restored).isLessThan(Duration.ofSeconds(2));
        JsonPath balance = get(organisation, "/api/balance");
        assertThat(balance.getString("standing.prepaid")).isEqualTo("500.00");
        assertThat(balance.getString("standing.unbilled")).isEqualTo("16.96");
        assertThat(balance.getString("standing.available")).isEqualTo("493.04");
        assertThat(balance.getString("refundable")).isEqualTo("483.04");
        assertThat(get(organisation, "/api/transfers").getString("[0].paid")).isEqualTo("500.00");
        assertThat(get(organisation, "/api/payments").getList("items.kind")).containsExactly("TOP_UP");
        assertThat(notices(organisation)).contains("CREDIT_THRESHOLD 95", "STANDING SUSPENDED", "STANDING OK");
        assertThat(audits(organisation)).contains("transfer.announced", "bank-payment.matched", "standing.limit-set");
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void the_same_bank_payment_recorded_by_many_at_once_counts_once() throws Exception {
        // given
        UUID organisation = known();
        String reference = post(organisation, "/api/transfers", Map.of("amount", "100.00"), 200)
                .getString("reference");
        String bank = "twice-" + reference;

        // when
        List<String> ids =
                together(12, () -> record(bank, "100.00", reference, 200).getString("id"));

        // then
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(get(organisation, "/api/balance").getString("standing.prepaid"))
                .isEqualTo("100.00");
        assertThat(record(bank, "100.01", reference, 409).getString("detail")).contains("100.00");
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void a_payment_of_nobody_waits_in_the_houses_book_until_it_is_matched() {
        // given
        UUID organisation = known();
        String before = unassigned();

        // when
        JsonPath payment = record("stray-" + organisation, "77.00", "for the chips", 200);

        // then
        assertThat(payment.getString("organisation")).isNull();
        assertThat(Money.of(unassigned()).minus(Money.of(before))).isEqualTo(Money.of("77.00"));
        assertThat(get(organisation, "/api/operator/bank-payments?unmatched=true")
                        .getList("bankReference"))
                .contains("stray-" + organisation);

        // when
        String match = "/api/operator/bank-payments/" + payment.getString("id") + "/match";
        post(organisation, match, Map.of("organisation", given.id()), 400);
        JsonPath matched = post(organisation, match, Map.of("organisation", organisation), 200);

        // then
        assertThat(matched.getString("organisationName")).isEqualTo("Tern");
        assertThat(get(organisation, "/api/notices").getString("items[0].text"))
                .contains("77.00", "stray-" + organisation);
        assertThat(unassigned()).isEqualTo(before);
        assertThat(get(organisation, "/api/balance").getString("standing.prepaid"))
                .isEqualTo("77.00");
        post(organisation, match, Map.of("organisation", organisation), 409);
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void bills_are_paid_from_prepaid_oldest_first_and_by_transfer_and_the_rest_is_prepaid() {
        // given
        UUID organisation = known();
        topUp(organisation, "150.00");

        // when
        close(organisation, FEBRUARY, "100.00");
        close(organisation, JANUARY, "120.00");

        // then: February's came first and took its 100.00, January's has what was left
        assertThat(open(organisation)).containsExactly("2026-01 70.00");

        // when
        String reference = post(organisation, "/api/transfers", Map.of("amount", "80.00", "month", "2026-01"), 200)
                .getString("reference");
        post(organisation, "/api/transfers", Map.of("amount", "80.00", "month", "2026-02"), 400);
        record("bill-" + organisation, "80.00", reference, 200);

        // then
        assertThat(open(organisation)).isEmpty();
        assertThat(get(organisation, "/api/balance").getString("standing.prepaid"))
                .isEqualTo("10.00");
        assertThat(get(organisation, "/api/payments").getList("items.kind"))
                .containsExactly("TOP_UP", "TRANSFER", "PREPAID", "PREPAID", "TOP_UP");

        // when: a later bill owes the tenant
        close(organisation, FEBRUARY, "-25.00");

        // then
        assertThat(get(organisation, "/api/balance").getString("standing.prepaid"))
                .isEqualTo("35.00");
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void a_bills_debt_is_written_off_as_far_as_it_is_open() {
        UUID organisation = known();
        close(organisation, JANUARY, "960.00");
        String path = "/api/operator/tenants/" + organisation + "/write-offs";

        assertThat(post(organisation, path, off("2026-01", "960.01"), 400).getString("violations[0].field"))
                .isEqualTo("amount");
        post(organisation, path, off("2026-02", "1.00"), 409);
        post(organisation, path, off("2026-01", "960.00"), 200);

        assertThat(open(organisation)).isEmpty();
        assertThat(get(organisation, "/api/ledger/accounts")
                        .getString("accounts.find { it.account == 'bad_debt' }.balance"))
                .isEqualTo("960.00");
        assertThat(audits(organisation)).contains("bill.written-off");
    }

    @Test
    void many_ask_for_the_same_prepaid_back_and_no_fen_is_given_twice() throws Exception {
        // given
        UUID organisation = known();
        topUp(organisation, "350.00");
        Map<String, String> hundred = Map.of("amount", "100.00", "account", "ICBC 0001", "reason", "not needed");

        // when
        List<Integer> answers = together(
                10,
                () -> given().header("Aquifer-Organisation", organisation)
                        .contentType(ContentType.JSON)
                        .body(hundred)
                        .post("/api/refunds")
                        .statusCode());

        // then
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(3);
        assertThat(answers.stream().filter(status -> status == 400)).hasSize(7);
        assertThat(get(organisation, "/api/balance").getString("refundable")).isEqualTo("50.00");

        // when: one is paid, one refused, and the last asked for too late
        List<String> refunds = get(organisation, "/api/refunds").getList("id");
        answer(organisation, refunds.get(0), true, 200);
        answer(organisation, refunds.get(0), true, 409);
        answer(organisation, refunds.get(1), false, 200);
        close(organisation, JANUARY, "200.00");

        // then
        answer(organisation, refunds.get(2), true, 409);
        assertThat(get(organisation, "/api/balance").getString("standing.prepaid"))
                .isEqualTo("50.00");
        assertThat(get(organisation, "/api/operator/refunds").getList("id")).contains(refunds.get(2));
        assertThat(get(organisation, "/api/notices")
                        .getList("items.findAll { it.kind == 'REFUND_ANSWERED' }.parameters.state"))
                .containsExactly("REFUSED", "PAID");
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void a_credit_note_takes_off_the_charge_and_stays_off_when_the_charge_grows() {
        // given: 8.00
        UUID organisation = known();
        spend(organisation, 1_000_000);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(organisation, "/api/balance").getString("standing.unbilled"))
                                .isEqualTo("8.48"));
        String month = get(organisation, "/api/bills").getString("[0].month");
        String charge = get(organisation, "/api/bills/" + month).getString("groups[0].charges[0].id");
        String path = "/api/operator/tenants/" + organisation + "/credit-notes";

        // when
        post(organisation, path, note(charge, "3.00"), 200);

        // then
        assertThat(post(organisation, path, note(charge, "5.01"), 400).getString("violations[0].field"))
                .isEqualTo("amount");
        assertThat(get(organisation, "/api/balance").getString("standing.unbilled"))
                .isEqualTo("5.30");
        assertThat(get(organisation, "/api/notices").getString("items[0].kind")).isEqualTo("CREDIT_NOTE");
        assertThat(get(organisation, "/api/credit-notes").getString("[0].amount"))
                .isEqualTo("3.00");

        // when
        spend(organisation, 1_000_000);

        // then
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(organisation, "/api/balance").getString("standing.unbilled"))
                                .isEqualTo("13.78"));
        assertThat(given.asSuperuser("select net from charge_basis where organisation_id = '" + organisation + "'"))
                .containsExactly(List.of("13.00"));
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void top_ups_bills_and_usage_of_one_tenant_at_the_same_time_keep_the_books() throws Exception {
        // given
        UUID organisation = known();

        // when
        together(12, () -> {
            topUp(organisation, "10.00");
            spend(organisation, 1_000_000);
            close(organisation, JANUARY, "5.00");
            return true;
        });

        // then
        await().atMost(SOON).untilAsserted(() -> {
            JsonPath balance = get(organisation, "/api/balance");
            assertThat(balance.getString("standing.prepaid")).isEqualTo("60.00");
            assertThat(balance.getString("standing.unbilled")).isEqualTo("101.76");
        });
        assertThat(open(organisation)).isEmpty();
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void absurd_amounts_are_refused_with_the_field() {
        UUID organisation = known();
        for (String amount : List.of("0.00", "-1.00", "1000000000.01", "1e30")) {
            assertThat(post(organisation, "/api/transfers", Map.of("amount", amount), 400)
                            .getString("violations[0].field"))
                    .isEqualTo("amount");
        }
        post(organisation, "/api/transfers", Map.of("amount", "1.001"), 400);
        assertThat(post(
                                organisation,
                                "/api/operator/bank-payments",
                                Map.of(
                                        "bankReference", "x",
                                        "amount", "1.00",
                                        "receivedOn", "2199-01-01",
                                        "payer", "Tern",
                                        "remark", ""),
                                400)
                        .getString("violations[0].field"))
                .isEqualTo("receivedOn");
    }

    @Test
    @TestSecurity(user = "dev")
    @OidcSecurity(claims = @Claim(key = "sub", value = "dev"))
    void developers_see_the_balance_and_move_nothing_and_the_treasury_is_the_operators() {
        UUID organisation = known();
        assertThat(get(organisation, "/api/balance").getString("standing.prepaid"))
                .isEqualTo("0.00");
        post(organisation, "/api/transfers", Map.of("amount", "1.00"), 403);
        post(organisation, "/api/refunds", Map.of("amount", "1.00", "account", "a", "reason", "b"), 403);
        given().get("/api/operator/bank-payments").then().statusCode(403);
        given().get("/api/operator/ledger/accounts").then().statusCode(403);
        given().get("/api/operator/tenants/" + organisation + "/money").then().statusCode(403);
        given().header("Aquifer-Organisation", organisation)
                .get("/api/ledger/accounts")
                .then()
                .statusCode(403);
    }

    private static Map<String, String> off(String month, String amount) {
        return Map.of("month", month, "amount", amount, "reason", "insolvent");
    }

    private static Map<String, String> note(String charge, String amount) {
        return Map.of("charge", charge, "amount", amount, "reason", "a chip failed");
    }

    private void answer(UUID organisation, String refund, boolean paid, int status) {
        post(
                organisation,
                "/api/operator/tenants/" + organisation + "/refunds/" + refund + "/answer",
                Map.of("paid", paid, "answer", "bank 42"),
                status);
    }

    private void topUp(UUID organisation, String amount) {
        String reference = post(organisation, "/api/transfers", Map.of("amount", amount), 200)
                .getString("reference");
        record("bank " + reference, amount, reference, 200);
    }

    private JsonPath record(String bankReference, String amount, String remark, int status) {
        return post(
                Ledger.HOUSE,
                "/api/operator/bank-payments",
                Map.of(
                        "bankReference",
                        bankReference,
                        "amount",
                        amount,
                        "receivedOn",
                        "2026-01-31",
                        "payer",
                        "Tern Ltd",
                        "remark",
                        remark),
                status);
    }

    private void limit(UUID organisation, String limit) {
        given().contentType(ContentType.JSON)
                .body(Map.of("creditLimit", limit, "reason", "a test"))
                .put("/api/operator/standings/" + organisation)
                .then()
                .statusCode(200);
    }

    /// As a month does that is used and then closed.
    private void close(UUID organisation, YearMonth month, String payable) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            ledger.post(List.of(
                    booked(organisation, month, new Transfer(Account.UNBILLED, BREAKAGE, Money.of(payable))),
                    booked(
                            organisation,
                            month,
                            new Transfer(Account.RECEIVABLE, Account.UNBILLED, Money.of(payable)))));
            moved.fire(new MoneyMoved(organisation));
        });
    }

    private LedgerTransaction booked(UUID organisation, YearMonth month, Transfer transfer) {
        return LedgerTransaction.of(organisation, "bill:" + given.id(), "bill", null, month, transfer);
    }

    private List<String> open(UUID organisation) {
        JsonPath balance = get(organisation, "/api/balance");
        List<String> months = balance.getList("open.month");
        return months.stream()
                .map(month -> month + " " + balance.getString("open.find { it.month == '" + month + "' }.outstanding"))
                .toList();
    }

    private String unassigned() {
        String balance = get(Ledger.HOUSE, "/api/operator/ledger/accounts?organisation=" + Ledger.HOUSE)
                .getString("accounts.find { it.account == 'unassigned' }.balance");
        return balance == null ? "0.00" : Money.of(balance).negated().toString();
    }

    private List<String> notices(UUID organisation) {
        return given
                .asSuperuser(
                        "select kind || ' ' || coalesce(parameters ->> 'percent', parameters ->> 'state') from notice"
                                + " where organisation_id = '" + organisation + "' order by id")
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    private List<String> audits(UUID organisation) {
        return given
                .asSuperuser("select action from audit_entry where organisation_id = '" + organisation + "'")
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    private void spend(UUID organisation, long outputTokens) {
        given.send(
                dev.aquifer.platform.api.Topics.USAGE,
                organisation,
                given.recorded(
                        given.usage(organisation, organisation, Instant.now(), new Tokens(0, 0, 0, outputTokens, 0))));
    }

    private Duration untilTold(UUID organisation, String state, Instant since) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(JsonPath.from(Objects.requireNonNullElse(
                                        given.latest(Topics.STANDING).get(organisation.toString()), "{}"))
                                .getString("data.state"))
                        .isEqualTo(state));
        return Duration.of(since.until(Instant.now(), ChronoUnit.MILLIS), ChronoUnit.MILLIS);
    }

    private static <T> List<T> together(int times, Callable<T> work) throws Exception {
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(work));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        return results;
    }

    private static JsonPath get(UUID organisation, String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath post(UUID organisation, String path, Map<String, ?> body, int status) {
        return given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, "Tern", "s" + id, List.of(new Member("ann", Role.FINANCE), new Member("dev", Role.DEVELOPER))));
        return id;
    }
}
