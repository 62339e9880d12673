package dev.aquifer.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Where billing's time goes, as its database sees it: looks every few milliseconds at what each of billing's
/// connections is doing. A session that is idle in its transaction waits for billing itself to think.
final class StatementSampler implements AutoCloseable {
    private static final int SHOWN = 14;
    private static final String QUERY = "select case when state = 'active' then left(regexp_replace(query, '\\s+', ' ',"
            + " 'g'), 90) else '(billing itself, between two statements)' end as doing, coalesce(wait_event, '') as wait"
            + " from pg_stat_activity where usename = 'billing_app' and state in ('active', 'idle in transaction')";

    private final Connection database;
    private final Map<String, Integer> samples = new TreeMap<>();
    private final Thread thread;
    private volatile boolean running = true;
    private int looks;

    StatementSampler(Connection database) {
        this.database = database;
        thread = Thread.ofPlatform().name("sampler").daemon().start(this::look);
    }

    private void look() {
        try (Statement statement = database.createStatement()) {
            while (running) {
                try (var row = statement.executeQuery(QUERY)) {
                    while (row.next()) {
                        String wait = row.getString("wait");
                        boolean shown = wait.startsWith("WAL") || wait.equals("transactionid") || wait.equals("tuple");
                        samples.merge(row.getString("doing") + (shown ? " [" + wait + "]" : ""), 1, Integer::sum);
                    }
                }
                looks++;
                BillingHouse.pause(7);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends the sampling, and prints what was seen most often.
    @Override
    public void close() throws SQLException {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
        System.out.printf(
                Locale.ROOT, "      profile: share of %,d looks in which a connection of billing was at%n", looks);
        samples.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(each -> System.out.printf(
                        Locale.ROOT,
                        "        %3d %%  %s%n",
                        100 * each.getValue() / Math.max(1, looks),
                        each.getKey()));
    }
}
