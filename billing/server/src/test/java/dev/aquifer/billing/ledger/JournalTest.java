package dev.aquifer.billing.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.OrganisationChanged.Member;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The journal as an accountant's own tool reads it. `hledger` (a Debian package) is asked where it is installed;
/// `AQUIFER_HLEDGER=needed` makes it an error that it is not.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann", roles = "operator")
@OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
class JournalTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 3);
    private static final Pattern POSTING = Pattern.compile(" {4}(\\S+:\\S+:\\S+) {2}(-?\\d+\\.\\d\\d) CNY");

    @Inject
    Given given;

    @Inject
    Ledger ledger;

    @Inject
    Tenancy tenancy;

    @Inject
    Organisations organisations;

    @Test
    void a_journal_has_the_balances_of_the_book_and_text_in_it_means_nothing() {
        // given: a key that would break a journal if it were written as it is
        UUID organisation = known();
        post(organisation, "odd; key | with = 5.00 CNY\n2026-01-01 x\n    a:b  7.00 CNY, and more", "12.34");
        post(organisation, "plain", "-2.00");

        // when
        String journal = get(organisation, "/api/ledger/journal");

        // then
        assertThat(sums(journal)).containsExactlyInAnyOrderEntriesOf(ours(organisation, ""));
        assertThat(journal.lines().filter(line -> line.startsWith("2026-")))
                .allMatch(line -> line.contains(" * test "));
    }

    @Test
    void hledger_reads_the_book_of_a_tenant_and_finds_our_balances() throws Exception {
        assumeThat(Hledger.isThere()).isTrue();

        // given: usage, a payment, a bill
        UUID organisation = known();
        given.send(
                Topics.USAGE,
                organisation,
                given.recorded(
                        given.usage(organisation, organisation, Instant.now(), new Tokens(777_777, 0, 0, 333_333, 0))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ours(organisation, "")).hasSize(2));
        post(organisation, "odd; key | with = 5.00 CNY\n2026-01-01 x\n    a:b  7.00 CNY, and more", "12.34");

        // then
        Hledger.check(get(organisation, "/api/ledger/journal"), ours(organisation, ""));
    }

    @Test
    void hledger_reads_the_books_of_the_whole_platform_and_finds_our_balances() throws Exception {
        assumeThat(Hledger.isThere()).isTrue();
        UUID organisation = known();
        for (int i = 0; i < 30; i++) {
            post(organisation, "many " + i, i + 1 + ".01");
        }

        // when
        String journal = get(organisation, "/api/operator/ledger/journal");

        // then: the trial balance sums an account over all organisations
        Map<String, Money> byAccount = new TreeMap<>();
        sums(journal).forEach((account, sum) -> byAccount.merge(withoutOwner(account), sum, Money::plus));
        byAccount.values().removeIf(Money::isZero);
        JsonPath all = JsonPath.from(get(organisation, "/api/operator/ledger/accounts"));
        assertThat(byAccount).isEqualTo(balances(all, ""));
        assertThat(all.getString("debit")).isEqualTo(all.getString("credit"));
        Hledger.check(journal, sums(journal));
    }

    /// What the journal's own lines add up to.
    private static Map<String, Money> sums(String journal) {
        Map<String, Money> sums = new TreeMap<>();
        journal.lines()
                .map(POSTING::matcher)
                .filter(line -> line.matches())
                .forEach(line -> sums.merge(line.group(1), Money.of(line.group(2)), Money::plus));
        return sums;
    }

    private Map<String, Money> ours(UUID organisation, String query) {
        Map<String, Money> named = new TreeMap<>();
        balances(JsonPath.from(get(organisation, "/api/ledger/accounts" + query)), "")
                .forEach((account, balance) -> named.put(Journal.account(organisation, account), balance));
        return named;
    }

    private static Map<String, Money> balances(JsonPath trial, String prefix) {
        List<String> accounts = trial.getList("accounts.account");
        List<String> balances = trial.getList("accounts.balance");
        Map<String, Money> all = new TreeMap<>();
        for (int i = 0; i < accounts.size(); i++) {
            all.put(prefix + accounts.get(i), Money.of(balances.get(i)));
        }
        all.values().removeIf(Money::isZero);
        return all;
    }

    /// `assets:cash:<organisation>` is `cash`, `revenues:revenue:lease:<organisation>` is `revenue:lease`.
    private static String withoutOwner(String account) {
        List<String> parts = new ArrayList<>(List.of(account.split(":", -1)));
        parts.removeFirst();
        parts.removeLast();
        return String.join(":", parts);
    }

    private void post(UUID organisation, String key, String amount) {
        tenancy.asOrganisation(
                organisation,
                () -> ledger.post(List.of(LedgerTransaction.of(
                        organisation,
                        key,
                        "test",
                        null,
                        MONTH,
                        new Transfer(Account.CASH, Account.PREPAID, Money.of(amount))))));
    }

    private static String get(UUID organisation, String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(id, "Tern", "s" + id, List.of(new Member("ann", Role.FINANCE))));
        return id;
    }
}
