package dev.aquifer.platform.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Promise 4 in the database: what is written here holds for every table that exists, also those of features to come.
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RowLevelSecurityTest {
    private static final String PERMISSION_OR_POLICY = "42501";
    private static final String MALFORMED = "22P02";

    @Inject
    DatabaseFixture database;

    @Test
    void every_table_is_under_forced_row_level_security_or_says_why_not() throws SQLException {
        assertThat(database.strings("""
                        select c.relname from pg_class c
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                          and not (c.relrowsecurity and c.relforcerowsecurity)
                          and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'no-rls: %'
                        """)).isEmpty();
    }

    @Test
    void the_applications_policy_covers_all_commands_with_both_checks() throws SQLException {
        assertThat(database.strings("""
                        select c.relname from pg_class c
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
                          and not exists (
                            select from pg_policies p
                            where p.schemaname = 'public' and p.tablename = c.relname
                              and p.cmd = 'ALL' and p.roles = '{platform_app}'
                              and p.qual like '%organisation_id = (NULLIF(current_setting(''aquifer.organisation''%'
                              and p.with_check like '%organisation_id = (NULLIF(current_setting(''aquifer.organisation''%')
                        """)).isEmpty();
    }

    @Test
    void nobody_but_the_application_and_the_jobs_has_a_policy() throws SQLException {
        assertThat(database.strings("""
                        select tablename || '.' || policyname from pg_policies
                        where schemaname = 'public' and not roles <@ '{platform_app,platform_jobs}'
                        """)).isEmpty();
    }

    @Test
    void there_is_no_view_and_no_function_that_runs_as_its_owner() throws SQLException {
        assertThat(database.strings("""
                        select c.relname from pg_class c
                        where c.relnamespace = 'public'::regnamespace
                          and (c.relkind = 'm' or c.relkind = 'v'
                               and not coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on}')
                        union all
                        select p.proname from pg_proc p
                        where p.pronamespace = 'public'::regnamespace and p.prosecdef
                        """)).isEmpty();
    }

    @Test
    void unique_keys_of_tenants_tables_begin_with_the_organisation() throws SQLException {
        // A number that the database gives out by itself cannot be guessed against.
        assertThat(database.strings("""
                        select i.indexrelid::regclass::text
                        from pg_index i join pg_class c on c.oid = i.indrelid
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                        where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and i.indisunique
                          and a.attname <> 'organisation_id' and a.attidentity <> 'a'
                        """)).isEmpty();
    }

    @Test
    void the_check_at_the_start_accepts_the_application_and_refuses_the_owner() throws SQLException {
        try (Connection application = database.asApplication();
                Connection owner = database.asOwner()) {
            assertThat(DatabaseRoleCheck.fault(application)).isEmpty();
            assertThat(DatabaseRoleCheck.fault(owner))
                    .hasValueSatisfying(fault -> assertThat(fault).contains("platform_owner", "owns tables"));
        }
    }

    @Test
    void append_only_tables_refuse_every_change() throws SQLException {
        for (String table : List.of("audit_entry", "outbox", "organisation_step", "organisation_slug")) {
            for (String change : List.of(
                    "update " + table + " set "
                            + (table.equals("organisation_slug") ? "slug = slug" : "organisation_id = organisation_id"),
                    "delete from " + table,
                    "truncate " + table)) {
                try (Connection connection = database.asApplication();
                        Statement statement = connection.createStatement()) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .as(change)
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    refused -> assertThat(refused.getSQLState()).isEqualTo(PERMISSION_OR_POLICY));
                }
            }
        }
    }

    @Test
    void every_command_on_every_table_misses_the_rows_of_others() throws SQLException {
        UUID victim = People.organisation("Ada");
        UUID other = People.organisation("Bo");
        int struck = 0;
        Map<String, String> settings =
                Map.of("other", other.toString(), "unset", "", "empty", "''", "malformed", "not-a-uuid");
        for (String table : database.tenantTables()) {
            for (var setting : settings.entrySet()) {
                for (String command : commands(table, victim)) {
                    struck++;
                    assertThat(rowsTouched(setting.getKey(), setting.getValue(), command))
                            .as("%s with setting %s", command, setting.getKey())
                            .isZero();
                }
            }
        }
        assertThat(struck).isGreaterThanOrEqualTo(5 * 4 * 5);
    }

    private static List<String> commands(String table, UUID victim) {
        String insert = "insert into " + table + " (organisation_id) values ('" + victim + "')";
        return List.of(
                "select * from " + table + " where organisation_id = '" + victim + "'",
                "update " + table + " set organisation_id = organisation_id where organisation_id = '" + victim + "'",
                "delete from " + table + " where organisation_id = '" + victim + "'",
                insert,
                insert + " on conflict do nothing");
    }

    /// How many rows the command saw or changed; a refusal by permission, by policy or by a malformed setting is
    /// none.
    private int rowsTouched(String kind, String value, String command) throws SQLException {
        try (Connection connection = database.asApplication();
                Statement statement = connection.createStatement()) {
            if (!kind.equals("unset")) {
                statement.execute("select set_config('aquifer.organisation', "
                        + (kind.equals("empty") ? value : "'" + value + "'") + ", true)");
            }
            Savepoint before = connection.setSavepoint();
            try {
                int rows = 0;
                if (statement.execute(command)) {
                    try (ResultSet found = statement.getResultSet()) {
                        while (found.next()) {
                            rows++;
                        }
                    }
                } else {
                    rows = statement.getUpdateCount();
                }
                return rows;
            } catch (SQLException refused) {
                assertThat(refused.getSQLState()).as(command).isIn(PERMISSION_OR_POLICY, MALFORMED);
                connection.rollback(before);
                return 0;
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void a_pooled_connection_forgets() throws SQLException {
        List<UUID> organisations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            organisations.add(People.organisation("Ada"));
        }
        int turns = Integer.getInteger("aquifer.turns", 10_000);
        try (Connection pooled = database.asApplication()) {
            for (int turn = 0; turn < turns; turn++) {
                UUID own = organisations.get(turn % organisations.size());
                Tenancy.bind(pooled, new Tenancy.Scope.Organisation(own));
                assertThat(seen(pooled)).containsExactly(own);
                switch (turn % 5) {
                    case 0 -> pooled.commit();
                    case 1, 2 -> pooled.rollback();
                    case 3 -> fail(pooled, "select 1 / 0");
                    case 4 -> timeOut(pooled, turn);
                    default -> throw new IllegalStateException();
                }
                assertThat(setting(pooled)).isEmpty();
                assertThat(seen(pooled)).isEmpty();
                pooled.rollback();
            }
        }
    }

    private static void timeOut(Connection pooled, int turn) throws SQLException {
        // One in a hundred really waits, so that the test stays short.
        if (turn % 500 == 4) {
            try (Statement limit = pooled.createStatement()) {
                limit.execute("set local statement_timeout = 5");
            }
            fail(pooled, "select pg_sleep(10)");
        } else {
            fail(pooled, "select cast('x' as uuid)");
        }
    }

    private static void fail(Connection pooled, String statement) throws SQLException {
        try (Statement failing = pooled.createStatement()) {
            assertThatThrownBy(() -> failing.execute(statement)).isInstanceOf(SQLException.class);
        }
        pooled.rollback();
    }

    private static List<UUID> seen(Connection pooled) throws SQLException {
        try (Statement statement = pooled.createStatement();
                ResultSet rows = statement.executeQuery("select organisation_id from organisation")) {
            List<UUID> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getObject(1, UUID.class));
            }
            return found;
        }
    }

    private static String setting(Connection pooled) throws SQLException {
        try (Statement statement = pooled.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(current_setting('aquifer.organisation', true), '')")) {
            row.next();
            return row.getString(1);
        }
    }
}
