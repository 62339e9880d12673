package dev.aquifer.platform.caller;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// Refuses to start if the database role could pass by row-level security: a superuser, a role with BYPASSRLS, an
/// owner of tables or a member of their owner.
@ApplicationScoped
class DatabaseRoleCheck {
    private static final String WHAT_IS_WRONG = """
            select current_user, case
                when r.rolsuper then 'is a superuser'
                when r.rolbypassrls then 'may bypass row-level security'
                when current_setting('fsync') = 'off' then 'writes to a server with fsync off, which loses what it committed'
                when exists (select from pg_class c where pg_has_role(current_user, c.relowner, 'MEMBER')
                             and c.relnamespace = 'public'::regnamespace) then 'owns tables or is a member of their owner'
            end
            from pg_roles r where r.rolname = current_user
            """;

    private final AgroalDataSource database;

    DatabaseRoleCheck(AgroalDataSource database) {
        this.database = database;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        try (Connection connection = database.getConnection()) {
            fault(connection).ifPresent(fault -> {
                throw new IllegalStateException(
                        fault + ". Give the application a role that is none of that (platform_app, AQUIFER_DB_URL).");
            });
        } catch (SQLException unreachable) {
            throw new IllegalStateException("the database role could not be checked", unreachable);
        }
    }

    static Optional<String> fault(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHAT_IS_WRONG)) {
            row.next();
            return row.getString(2) == null
                    ? Optional.empty()
                    : Optional.of("The database role " + row.getString(1) + " " + row.getString(2));
        }
    }
}
