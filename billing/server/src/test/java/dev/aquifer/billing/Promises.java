package dev.aquifer.billing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// What `./aquifer verify` checks, run in a test's database.
public final class Promises {

    private static final String NAME = "-- name: ";

    private Promises() {}

    /// The sentences that rows of these organisations (or programmes) contradict, each with its rows. Other tests'
    /// rows may do what no application can.
    public static List<String> brokenFor(Given given, UUID... organisations) {
        return broken(null, organisations);
    }

    /// The same after somebody who owns the machine has changed something past every trigger and every right.
    /// Afterwards everything is as it was.
    public static List<String> brokenAfter(String fault, UUID... organisations) {
        return broken(fault, organisations);
    }

    private static List<String> broken(@Nullable String fault, UUID... organisations) {
        String url = ConfigProvider.getConfig().getValue(BillingServers.SUPERUSER_URL, String.class);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (fault != null) {
                statement.execute("set local session_replication_role = replica");
                statement.execute(fault);
            }
            List<String> broken = new ArrayList<>();
            for (String block : blocks()) {
                int end = block.indexOf('\n');
                String sentence = block.substring(0, end);
                try (ResultSet rows = statement.executeQuery(block.substring(end + 1))) {
                    while (rows.next()) {
                        String row = text(rows);
                        if (Arrays.stream(organisations).anyMatch(one -> row.contains(one.toString()))) {
                            broken.add(sentence + ": " + row);
                        }
                    }
                }
            }
            connection.rollback();
            return broken;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.add(String.valueOf(row.getString(i)));
        }
        return cells.toString();
    }

    private static List<String> blocks() {
        try (InputStream file = Objects.requireNonNull(Promises.class.getResourceAsStream("/invariants/billing.sql"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            String[] blocks = ("\n" + text).split("\n" + NAME, -1);
            return List.of(blocks).subList(1, blocks.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
