package dev.aquifer.billing.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.Promises;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.ledger.SealView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The books are append-only for everybody, and sealed in chains that show the first change.
@QuarkusTest
@WithTestResource(BillingServers.class)
class SealsTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 3);

    @Inject
    Given given;

    @Inject
    Ledger ledger;

    @Inject
    Seals seals;

    @Inject
    Tenancy tenancy;

    @Inject
    Organisations organisations;

    @Test
    void even_the_owner_of_the_tables_and_the_superuser_change_and_delete_nothing() {
        UUID organisation = known();
        post(organisation, 1);
        for (String table : List.of(
                "ledger_transaction", "ledger_posting", "ledger_seal", "payment", "bank_payment", "credit_note")) {
            for (String statement : List.of(
                    "update " + table + " set organisation_id = organisation_id",
                    "delete from " + table,
                    "truncate " + table + " cascade")) {
                assertThatThrownBy(() -> given.asSuperuser(statement))
                        .as(statement)
                        .rootCause()
                        .hasMessageContaining("is append-only");
            }
        }
    }

    @Test
    void what_was_booked_is_sealed_in_a_chain_and_nothing_is_left_out() {
        // given
        UUID organisation = known();

        // when
        post(organisation, 3);
        seals.sealAll();
        seals.sealAll();
        post(organisation, 2);
        seals.sealAll();

        // then
        List<SealView> chain = tenancy.asOrganisation(organisation, () -> seals.of(organisation));
        assertThat(chain).extracting(SealView::number).containsExactly(2, 1);
        assertThat(chain).extracting(SealView::transactions).containsExactly(2, 3);
        assertThat(chain.getFirst().previous()).isEqualTo(chain.getLast().hash());
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void a_change_behind_the_triggers_is_found_and_the_first_broken_seal_is_named() {
        // given: three seals
        UUID organisation = known();
        for (int i = 0; i < 3; i++) {
            post(organisation, 2);
            seals.sealAll();
        }
        String second = "(select id from ledger_transaction where organisation_id = '" + organisation
                + "' order by sequence offset 2 limit 1)";

        // when: somebody who may do everything makes an amount larger, on both sides
        change(
                "ledger_posting",
                "update ledger_posting set debit = debit * 2, credit = credit * 2 where transaction_id = " + second);

        // then
        try {
            assertThat(Promises.brokenFor(given, organisation))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("every seal of the books")
                            .contains(organisation + ", 2,"));
        } finally {
            change(
                    "ledger_posting",
                    "update ledger_posting set debit = debit / 2, credit = credit / 2" + " where transaction_id = "
                            + second);
        }
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();

        // when: a seal in the middle goes
        given.asSuperuser("create table put_aside as select * from ledger_seal where organisation_id = '" + organisation
                + "' and number = 2");
        change("ledger_seal", "delete from ledger_seal where organisation_id = '" + organisation + "' and number = 2");

        // then
        try {
            assertThat(Promises.brokenFor(given, organisation))
                    .anySatisfy(line -> assertThat(line).contains(organisation + ", 3,"));
        } finally {
            given.asSuperuser("insert into ledger_seal select * from put_aside");
            given.asSuperuser("drop table put_aside");
        }
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void many_post_at_once_while_others_seal_and_no_transaction_slips_through() throws Exception {
        // given
        UUID organisation = known();
        List<Future<?>> work = new ArrayList<>();

        // when: 8 post, without locking first as they should, and 2 seal
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                work.add(threads.submit(() -> {
                    for (int n = 0; n < 10; n++) {
                        post(organisation, 1);
                    }
                }));
            }
            for (int i = 0; i < 2; i++) {
                work.add(threads.submit(() -> {
                    for (int n = 0; n < 8; n++) {
                        seals.sealAll();
                    }
                }));
            }
        }
        for (Future<?> done : work) {
            done.get();
        }
        seals.sealAll();

        // then
        List<SealView> chain = tenancy.asOrganisation(organisation, () -> seals.of(organisation));
        assertThat(chain.stream().mapToInt(SealView::transactions).sum()).isEqualTo(80);
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    @TestSecurity(user = "ann")
    @OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
    void an_account_opens_to_its_entries_a_transaction_and_the_seal_that_holds_it() {
        // given
        UUID organisation = known();
        post(organisation, 3);
        seals.sealAll();

        // when
        var accounts = get(organisation, "/api/ledger/accounts");
        var entries = get(organisation, "/api/ledger/entries?account=prepaid&limit=2");
        var older = get(organisation, "/api/ledger/entries?account=prepaid&limit=2&after=" + entries.getString("next"));
        var transaction = get(organisation, "/api/ledger/transactions/" + older.getString("items[0].transaction"));

        // then
        assertThat(accounts.getString("debit")).isEqualTo("6.00");
        assertThat(accounts.getString("credit")).isEqualTo("6.00");
        assertThat(accounts.getString("accounts.find { it.account == 'prepaid' }.balance"))
                .isEqualTo("-6.00");
        assertThat(entries.getList("items.credit")).containsExactly("3.00", "2.00");
        assertThat(older.getList("items.credit")).containsExactly("1.00");
        assertThat(transaction.getInt("seal")).isEqualTo(1);
        assertThat(transaction.getList("postings.account")).containsExactly("cash", "prepaid");
        assertThat(get(organisation, "/api/ledger/seals").getList("hash")).hasSize(1);
        assertThat(get(organisation, "/api/ledger/accounts?at=2026-01-01T00:00:00Z")
                        .getList("accounts"))
                .isEmpty();
        assertThat(get(organisation, "/api/ledger/accounts?at=2099-01-01T00:00:00Z")
                        .getString("debit"))
                .isEqualTo("6.00");
        assertThat(get(organisation, "/api/ledger/accounts?month=2026-02").getList("accounts"))
                .isEmpty();
        given().header("Aquifer-Organisation", organisation)
                .get("/api/ledger/accounts?at=soon")
                .then()
                .statusCode(400);
    }

    static io.restassured.path.json.JsonPath get(UUID organisation, String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Past the triggers, as somebody can who owns the machine.
    private void change(String table, String statement) {
        given.asSuperuser("alter table " + table + " disable trigger " + table + "_append_only");
        try {
            given.asSuperuser(statement);
        } finally {
            given.asSuperuser("alter table " + table + " enable trigger " + table + "_append_only");
        }
    }

    /// So many transactions, of 1.00, 2.00 … CNY, each in a database transaction of its own.
    private void post(UUID organisation, int transactions) {
        for (int i = 1; i <= transactions; i++) {
            LedgerTransaction one = LedgerTransaction.of(
                    organisation,
                    "test:" + given.id(),
                    "test",
                    null,
                    MONTH,
                    new Transfer(Account.CASH, Account.PREPAID, Money.ofFen(100L * i)));
            tenancy.asOrganisation(organisation, () -> ledger.post(List.of(one)));
        }
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, "Tern", "s" + id, List.of(new OrganisationChanged.Member("ann", Role.FINANCE))));
        return id;
    }
}
