package dev.aquifer.billing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aquifer.stack.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// An installation that has prices, facts and charges from before the price models gets them, and loses nothing.
class PriceMigrationTest {

    private static final String BEFORE = "0037";
    private static final String TERN = "'019b0000-0000-7000-8000-000000000001'";
    private static final String LEASE = "'019b0000-0000-8000-8000-00000000000a'";
    private static final String TOKENS = "'019b0000-0000-8000-8000-00000000000b'";
    private static final String FACT = "'019de000-0000-7000-8000-00000000000c'";

    @Test
    void an_installation_in_use_keeps_its_prices_and_charges() throws IOException, SQLException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "migration");
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"), 0)) {
            // given
            server.createDatabase("billing", "billing_owner", "billing_app");
            flyway(server, BEFORE).migrate();
            try (Connection connection = DriverManager.getConnection(server.superuserUrl("billing"));
                    Statement sql = connection.createStatement()) {
                use(sql);
                List<String> prices = rows(
                        sql,
                        "select 'LEASE', chip_type, null, price_per_chip_hour from price_book_chip"
                                + " union all select 'TOKENS', model_slug, bucket, price_per_million from price_book_token"
                                + " order by 1, 2, 3");
                List<String> charges =
                        rows(sql, "select id, net, quantity, unit_price, revision from charge order by id");

                // when
                flyway(server, "latest").migrate();

                // then
                assertThat(prices).hasSize(43);
                assertThat(rows(
                                sql,
                                "select kind, item, bucket, price from price_entry where version = '2026-01'"
                                        + " order by 1, 2, 3"))
                        .isEqualTo(prices);
                assertThat(rows(sql, "select state, title <> '', valid_until from price_book"))
                        .containsExactly("PUBLISHED|t|null");
                assertThat(rows(sql, "select id, net, quantity, unit_price, revision from charge order by id"))
                        .isEqualTo(charges);
                assertThat(rows(sql, "select list = net, discount, discount_rate, tally, working from charge"))
                        .containsOnly("t|0.00|0.0000|null|null");
                assertThat(rows(
                                sql,
                                "select relrowsecurity, relforcerowsecurity from pg_class where relname = 'charge'"))
                        .containsExactly("t|t");
                assertThat(rows(sql, "select count(*), count(*) filter (where chip_origin = 'CN') from chip_type"))
                        .containsExactly("37|18");
                refused(sql, "update price_entry set price = 0", "published price book");
                refused(sql, "update price_book set vat_rate = 0", "never changed");
                refused(
                        sql,
                        "insert into price_entry select version, 9999, kind, item || '2', bucket, pool, model, price"
                                + " from price_entry limit 1",
                        "published price book");
                refused(sql, "update charge set net = 0", "never changed");
                sql.execute("drop trigger closed_bills_stay on charge");
                refused(sql, "update charge set discount = 1", "charge_net");

                // and: a second start finds nothing to do
                assertThat(flyway(server, "latest").migrate().migrationsExecuted)
                        .isZero();
            }
        }
    }

    private static Flyway flyway(PostgresServer server, String target) {
        return Flyway.configure()
                .dataSource(server.url("billing"), "billing_owner", "billing_owner")
                .locations("classpath:db/migration")
                .target(target)
                .load();
    }

    /// An organisation with a lease and a request that were charged, on a bill that is closed.
    private static void use(Statement sql) throws SQLException {
        sql.execute("insert into organisation values (" + TERN + ", 'Tern', 'tern', now())");
        sql.execute("insert into charge values (" + TERN + ", " + LEASE + ", 'LEASE', '2026-05-02', '2026-05', " + FACT
                + ", null, 'a', 'A10', null, false, 'inference', 'other', 8, 40200, 18.5, '2026-01',"
                + " '2026-05-02 00:00+08', '2026-05-02 02:00+08', 206.58, 3, now())");
        sql.execute("insert into charge values (" + TERN + ", " + TOKENS + ", 'TOKENS', '2026-05-02', '2026-05', null, "
                + FACT
                + ", 'm', 'aquifer-lexicon-6m', 'OUTPUT', false, 'inference', 'other', null, 153750, 8, '2026-01',"
                + " '2026-05-02 00:00+08', '2026-05-03 00:00+08', 1.23, 1, now())");
        sql.execute(
                "insert into fact values (" + FACT + ", " + TERN + ", 'dev.aquifer.usage.recorded.v1', '/test', now(),"
                        + " now(), 'req-1', 9, '{\"startedAt\": \"2026-05-02T04:00:00Z\", \"key\":"
                        + " \"00000000-0000-0000-0000-000000000001\", \"playground\": false, \"chipType\": \"local-cpu\"}')");
        sql.execute("insert into charge_fact values (" + TERN + ", " + TOKENS + ", " + FACT + ", 153750)");
        sql.execute("create function closed_bills_stay() returns trigger language plpgsql as"
                + " 'begin raise exception ''a closed bill is never changed''; end'");
        sql.execute("create trigger closed_bills_stay before update on charge for each row"
                + " execute function closed_bills_stay()");
    }

    private static void refused(Statement sql, String statement, String why) {
        assertThatThrownBy(() -> sql.execute(statement)).as(statement).hasMessageContaining(why);
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var found = sql.executeQuery(query)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }
}
