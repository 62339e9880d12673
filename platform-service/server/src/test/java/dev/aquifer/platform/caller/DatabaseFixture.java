package dev.aquifer.platform.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The database of the tests, by its application's and by its owner's role, beside the application's pool.
@ApplicationScoped
class DatabaseFixture {
    @Inject
    AgroalDataSource pool;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.password")
    String appPassword;

    @Inject
    @ConfigProperty(name = "quarkus.flyway.password")
    String ownerPassword;

    Connection asApplication() throws SQLException {
        Connection connection = DriverManager.getConnection(url, "platform_app", appPassword);
        connection.setAutoCommit(false);
        return connection;
    }

    Connection asOwner() throws SQLException {
        return DriverManager.getConnection(url, "platform_owner", ownerPassword);
    }

    /// The tables that hold an organisation's rows.
    List<String> tenantTables() throws SQLException {
        List<String> tables = strings("""
                select c.relname from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
                order by 1
                """);
        assertThat(tables).contains("organisation", "member", "api_key", "outbox", "audit_entry");
        return tables;
    }

    List<String> strings(String sql) throws SQLException {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
