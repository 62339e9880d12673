package dev.aquifer.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The promises that must hold in the databases at any time: named queries that may return no row.
final class Invariants {
    private static final String NAME = "-- name: ";
    private static final int SHOWN_ROWS = 3;

    private final UnaryOperator<String> superuserUrl;

    Invariants(UnaryOperator<String> superuserUrl) {
        this.superuserUrl = superuserUrl;
    }

    /// One invariant: a sentence, and the query for what contradicts it.
    record Invariant(String sentence, String query) {}

    /// Checks all; returns the broken ones with the first rows that break them.
    List<String> check(Consumer<String> out) {
        List<String> broken = new ArrayList<>();
        for (String database : List.of("platform", "billing")) {
            try (Connection connection = DriverManager.getConnection(superuserUrl.apply(database))) {
                connection.setReadOnly(true);
                for (Invariant each : read(database)) {
                    String contradiction = contradiction(connection, each);
                    out.accept((contradiction.isEmpty() ? "  ok      " : "  BROKEN  ") + database + ": "
                            + each.sentence() + contradiction);
                    if (!contradiction.isEmpty()) {
                        broken.add(database + ": " + each.sentence() + contradiction);
                    }
                }
            } catch (SQLException e) {
                throw new StackException("The database " + database + " cannot be read: " + e.getMessage(), e);
            }
        }
        return broken;
    }

    private static String contradiction(Connection connection, Invariant invariant) {
        var rows = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(invariant.query())) {
            int count = 0;
            for (; row.next(); count++) {
                if (count < SHOWN_ROWS) {
                    rows.append("\n            ");
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        rows.append(row.getMetaData().getColumnLabel(i))
                                .append('=')
                                .append(row.getString(i))
                                .append(' ');
                    }
                }
            }
            return count > SHOWN_ROWS ? rows + "\n            … " + count + " rows in all" : rows.toString();
        } catch (SQLException e) {
            return "\n            the query itself fails: " + e.getMessage();
        }
    }

    static List<Invariant> read(String database) {
        String file = "/invariants/" + database + ".sql";
        try (InputStream in = Invariants.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Processes.io(e);
        }
    }

    static List<Invariant> parse(String text) {
        List<Invariant> found = new ArrayList<>();
        String[] blocks = ("\n" + text).split("\n" + NAME, -1);
        for (int i = 1; i < blocks.length; i++) {
            int end = blocks[i].indexOf('\n');
            found.add(new Invariant(
                    blocks[i].substring(0, end).strip(),
                    blocks[i].substring(end + 1).strip()));
        }
        return found;
    }
}
