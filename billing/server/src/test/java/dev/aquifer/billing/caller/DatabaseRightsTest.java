package dev.aquifer.billing.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// L1, L2, T1 to T3: what the application's role can do at all, tried against the real server. The lists of
/// tables come from the catalogue, so a new table is tested from its first day.
@QuarkusTest
@WithTestResource(BillingServers.class)
class DatabaseRightsTest {

    private static final String REFUSED = "42501";
    private static final List<String> APPEND_ONLY = List.of(
            "ledger_transaction",
            "ledger_posting",
            "ledger_seal",
            "payment",
            "bank_payment",
            "bank_payment_match",
            "bank_payment_reversal",
            "transfer_request",
            "credit_note",
            "idempotency_answer",
            "audit_entry",
            "fact",
            "charge_fact",
            "quarantine",
            "quarantine_attempt",
            "quarantine_settlement",
            "month_close",
            "closed_bill",
            "close_release",
            "price_book",
            "price_entry");

    @Inject
    DataSource dataSource;

    @Inject
    Sql sql;

    @Inject
    Tenancy tenancy;

    @Inject
    Organisations organisations;

    @Inject
    Given given;

    @Test
    void a_thousand_unbalanced_postings_are_refused() throws SQLException {
        // given
        UUID organisation = known();
        Random random = new Random(20_261_125);
        int refused = 0;

        // when
        for (int i = 0; i < 1_000; i++) {
            long debit = 1L + random.nextInt(1_000_000);
            long credit = random.nextInt(4) == 0 ? 0 : debit + 1 + random.nextInt(1000);
            if (postingRefused(organisation, debit, credit)) {
                refused++;
            }
        }

        // then
        assertThat(refused).isEqualTo(1_000);
        assertThat(count("ledger_transaction", organisation)).isZero();
        assertThat(count("ledger_posting", organisation)).isZero();
    }

    @Test
    void a_balanced_posting_is_accepted_and_cannot_be_unbalanced_later() throws SQLException {
        UUID organisation = known();

        assertThat(postingRefused(organisation, 100, 100)).isFalse();

        assertThatThrownBy(() -> tenancy.asOrganisation(
                        organisation,
                        () -> sql.update("insert into ledger_posting select organisation_id, id, 9, 'cash', 1, 0"
                                + " from ledger_transaction limit 1")))
                .isInstanceOf(RuntimeException.class);
        assertThat(count("ledger_posting", organisation)).isEqualTo(2);
    }

    @Test
    void what_is_append_only_cannot_be_changed_deleted_or_truncated() throws SQLException {
        List<String> tables = new ArrayList<>(APPEND_ONLY);
        tables.addAll(list("select inhrelid::regclass::text from pg_inherits "
                + "where inhparent in ('fact'::regclass, 'charge_fact'::regclass)"));
        for (String table : tables) {
            for (String statement : List.of(
                    "update " + table + " set "
                            + list("select attname from pg_attribute where attrelid = '" + table
                                            + "'::regclass and attnum = 1")
                                    .getFirst()
                            + " = null",
                    "delete from " + table,
                    "truncate " + table)) {
                assertThat(state(statement, null, null)).as(statement).isEqualTo(REFUSED);
            }
        }
    }

    @Test
    void no_table_at_all_can_be_truncated() throws SQLException {
        assertThat(list(
                        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
                                + " and (has_table_privilege('billing_app', oid, 'TRUNCATE')"
                                + " or has_table_privilege('billing_jobs', oid, 'TRUNCATE')"
                                + " or has_table_privilege('billing_assessor', oid, 'TRUNCATE'))"))
                .isEmpty();
    }

    @Test
    void every_table_has_forced_row_level_security_or_says_why_not() throws SQLException {
        assertThat(list("""
                select relname from pg_class c
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                  and coalesce(obj_description(oid, 'pg_class'), '') not like 'no-rls: %'
                  and not (relrowsecurity and relforcerowsecurity and exists (
                    select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and cmd = 'ALL'
                      and qual like '%aquifer.organisation%' and with_check like '%aquifer.organisation%'
                      and 'billing_app' = any (p.roles)))""")).isEmpty();
        assertThat(list("""
                select relname from pg_class where relnamespace = 'public'::regnamespace
                  and (relkind in ('m', 'f') or (relkind = 'v' and not 'security_invoker=true' = any (reloptions)))""")).as("views that run as their owner").isEmpty();
        assertThat(list("""
                select proname from pg_proc p where pronamespace = 'public'::regnamespace and prosecdef
                  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')""")).as("functions that run as their owner").isEmpty();
    }

    @Test
    void every_key_of_a_tenants_table_leads_with_the_organisation() throws SQLException {
        // fact_once is the one exception: a fact must not be billed to two organisations (see V0005).
        assertThat(list("""
                select c.conname from pg_constraint c
                join pg_class t on t.oid = c.conrelid and t.relnamespace = 'public'::regnamespace and t.relrowsecurity
                  and not t.relispartition
                join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
                where c.contype in ('p', 'u') and a.attname <> 'organisation_id'
                  and exists (select from pg_attribute o where o.attrelid = t.oid and o.attname = 'organisation_id')""")).containsExactly("fact_once");
    }

    @Test
    void no_binding_reaches_a_foreign_row() throws SQLException {
        // given
        UUID owner = known();
        UUID other = known();
        List<String> tables = list("select table_name from information_schema.columns c join pg_class t"
                + " on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace and t.relrowsecurity"
                + " and not t.relispartition where column_name = 'organisation_id' and table_schema = 'public'");
        assertThat(tables).contains("charge", "fact", "ledger_posting", "member", "standing");

        for (String table : tables) {
            for (@Nullable String binding : new @Nullable String[] {other.toString(), null, "", "not-a-uuid"}) {
                String where = " where organisation_id = '" + owner + "'";
                for (String statement : List.of(
                        "select 1 from " + table + where,
                        "update " + table + " set organisation_id = organisation_id" + where,
                        "delete from " + table + where)) {
                    assertThat(state(statement, binding, owner))
                            .as(statement + " bound to " + binding)
                            .isIn("nothing", REFUSED, "22P02");
                }
                for (String end : List.of("", " on conflict do nothing")) {
                    String insert = "insert into " + table + " (organisation_id) values ('" + owner + "')" + end;
                    assertThat(state(insert, binding, owner))
                            .as(insert + " bound to " + binding)
                            .isIn(REFUSED, "22P02");
                }
            }
        }
    }

    @Test
    void a_pooled_connection_forgets() {
        UUID one = known();
        UUID two = known();
        for (int i = 0; i < 2_000; i++) {
            UUID organisation = i % 2 == 0 ? one : two;
            boolean fails = i % 5 == 0;
            try {
                tenancy.asOrganisation(organisation, () -> {
                    assertThat(seen()).containsExactly(organisation);
                    if (fails) {
                        throw new IllegalStateException("as planned");
                    }
                });
            } catch (IllegalStateException e) {
                assertThat(fails).isTrue();
            }
            if (i % 10 == 0) {
                assertThat(QuarkusTransaction.requiringNew().call(this::seen)).isEmpty();
            }
        }
    }

    @Test
    void a_nested_binding_gives_way_to_the_one_before() {
        UUID one = known();
        UUID two = known();
        tenancy.asOrganisation(one, () -> {
            assertThat(tenancy.asOrganisation(two, this::seen)).containsExactly(two);
            assertThat(tenancy.asJobs(this::seen)).contains(one, two);
            assertThat(tenancy.asNobody(this::seen)).isEmpty();
            assertThat(seen()).containsExactly(one);
        });
    }

    private List<UUID> seen() {
        return sql.list("select organisation_id from organisation", row -> Sql.uuid(row, "organisation_id"));
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, "Tern", "s" + id, List.of(new OrganisationChanged.Member("ann", Role.OWNER))));
        return id;
    }

    /// Posts and commits on a connection of its own; true if the database refused the commit.
    private boolean postingRefused(UUID organisation, long debitFen, long creditFen) throws SQLException {
        String ids = "'" + organisation + "', '" + given.id() + "'";
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("select set_config('aquifer.organisation', '" + organisation + "', true)");
                statement.execute("insert into ledger_transaction values (" + ids + ", '" + given.id()
                        + "', 'test', null, '2026-11', now(), 'test')");
                statement.execute("insert into ledger_posting values (" + ids + ", 0, 'unbilled', " + debitFen
                        + "::numeric / 100, 0)");
                if (creditFen > 0) {
                    statement.execute("insert into ledger_posting values (" + ids + ", 1, 'unbilled', 0, " + creditFen
                            + "::numeric / 100)");
                }
                connection.commit();
                return false;
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("23514");
                return true;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private long count(String table, UUID organisation) {
        return tenancy.asOrganisation(
                organisation,
                () -> sql.first(
                                "select count(*) as n from " + table + " where organisation_id = ?",
                                row -> row.getLong("n"),
                                organisation)
                        .orElseThrow());
    }

    private List<String> list(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    /// What became of it: `nothing` (no row), `rows`, or the SQL state of the refusal.
    private String state(String text, @Nullable String binding, @Nullable UUID owner) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                if (binding != null) {
                    statement.execute("select set_config('aquifer.organisation', '" + binding + "', true)");
                }
                if (!statement.execute(text)) {
                    return statement.getUpdateCount() == 0 ? "nothing" : "rows";
                }
                try (var rows = statement.getResultSet()) {
                    return rows.next() ? "rows of " + owner : "nothing";
                }
            } catch (SQLException e) {
                return String.valueOf(e.getSQLState());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
