package dev.aquifer.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Creates databases with the roles that our rules on row-level security ask for. Everything may run again.
final class Databases {
    private final UnaryOperator<String> superuserUrl;

    /// @param superuserUrl gives the superuser's JDBC URL of a database
    Databases(UnaryOperator<String> superuserUrl) {
        this.superuserUrl = superuserUrl;
    }

    /// A database of our own: owner, application and jobs are three roles.
    void create(String name, String ownerPassword, String appPassword) {
        String app = name + "_app";
        List<String> groups = new ArrayList<>(List.of(name + "_jobs"));
        if (name.equals("billing")) {
            groups.add("billing_assessor");
        }
        try (Connection server = open("postgres")) {
            login(server, name + "_owner", ownerPassword);
            login(server, app, appPassword);
            for (String group : groups) {
                role(server, group);
                // Not inherited: a job takes the role by name, for the length of one transaction.
                execute(server, "grant %I to %I with inherit false, set true", group, app);
            }
            execute(server, "alter role %I set statement_timeout = '60s'", app);
            execute(server, "alter role %I set lock_timeout = '20s'", app);
            execute(server, "alter role %I set idle_in_transaction_session_timeout = '60s'", app);
            // An error's DETAIL can hold a row that is somebody else's.
            execute(server, "alter role %I set log_error_verbosity = 'terse'", app);
            database(server, name, name + "_owner");
            execute(server, "grant connect on database %I to %I", name, app);
        } catch (SQLException e) {
            throw failed(name, e);
        }
        try (Connection database = open(name)) {
            execute(database, "alter schema public owner to %I", name + "_owner");
            execute(database, "revoke all on schema public from public");
            execute(database, "grant usage on schema public to %I", app);
            for (String group : groups) {
                execute(database, "grant usage on schema public to %I", group);
            }
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    /// A database for somebody else's program, which owns it under one role of the same name.
    void createPlain(String name, String password) {
        try (Connection server = open("postgres")) {
            login(server, name, password);
            database(server, name, name);
        } catch (SQLException e) {
            throw failed(name, e);
        }
        try (Connection database = open(name)) {
            execute(database, "alter schema public owner to %I", name);
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    private Connection open(String database) throws SQLException {
        return DriverManager.getConnection(superuserUrl.apply(database));
    }

    private static void login(Connection server, String role, String password) throws SQLException {
        role(server, role);
        execute(
                server,
                "alter role %I with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L",
                role,
                password);
    }

    private static void role(Connection server, String role) throws SQLException {
        if (!exists(server, "select 1 from pg_roles where rolname = ?", role)) {
            execute(server, "create role %I", role);
        }
    }

    private static void database(Connection server, String name, String owner) throws SQLException {
        if (!exists(server, "select 1 from pg_database where datname = ?", name)) {
            execute(server, "create database %I owner %I", name, owner);
        }
        execute(server, "revoke all on database %I from public", name);
    }

    private static boolean exists(Connection server, String query, String value) throws SQLException {
        try (PreparedStatement statement = server.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /// Statements that define things take no parameters: the server itself quotes the values into the text.
    private static void execute(Connection connection, String template, String... values) throws SQLException {
        String quoted;
        String marks = ", ?".repeat(values.length);
        try (PreparedStatement format = connection.prepareStatement("select format(?" + marks + ")")) {
            format.setString(1, template);
            for (int i = 0; i < values.length; i++) {
                format.setString(i + 2, values[i]);
            }
            try (ResultSet row = format.executeQuery()) {
                row.next();
                quoted = row.getString(1);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(quoted);
        }
    }

    private static StackException failed(String name, SQLException e) {
        return new StackException("The database " + name + " cannot be prepared: " + e.getMessage(), e);
    }
}
