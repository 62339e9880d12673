package dev.aquifer.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path folder;

    @Test
    void what_was_committed_survives_a_kill_and_the_roles_are_narrow() throws SQLException {
        // given
        Path data = folder.resolve("with a space/postgres");
        try (var server = PostgresServer.start(data, 0)) {
            server.createDatabase("billing", "owner-secret", "app's-secret");
            try (Connection owner =
                            DriverManager.getConnection(server.url("billing"), "billing_owner", "owner-secret");
                    Statement statement = owner.createStatement()) {
                statement.execute("create table fact (id int primary key)");
                statement.execute("insert into fact values (7)");
            }

            // when
            server.kill();
        }

        // then
        try (var server = PostgresServer.start(data, 0)) {
            server.createDatabase("billing", "owner-secret", "app's-secret");
            assertThat(one(server.superuserUrl("billing"), "select id from fact"))
                    .isEqualTo("7");
            assertThat(one(server.superuserUrl("billing"), "show data_checksums"))
                    .isEqualTo("on");
            try (Connection app = DriverManager.getConnection(server.url("billing"), "billing_app", "app's-secret");
                    Statement statement = app.createStatement()) {
                assertThat(statement.execute("set role billing_jobs")).isFalse();
                statement.execute("reset role");
                assertThatThrownBy(() -> statement.execute("select * from fact"))
                        .hasMessageContaining("permission");
                assertThatThrownBy(() -> statement.execute("create table mine (id int)"))
                        .hasMessageContaining("permission");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(server.url("billing"), "billing_app", "wrong"))
                    .hasMessageContaining("password");
        }
    }

    private static String one(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
