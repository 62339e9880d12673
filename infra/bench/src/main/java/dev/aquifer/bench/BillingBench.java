package dev.aquifer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// How fast billing is, beside what PostgreSQL and Kafka alone do with the same facts, in one run on one machine.
///
/// Billing is warm and held (SIGSTOP) while its topics are filled; then it goes on, and what is timed is from there
/// to the last fact that is stored, charged, posted and accrued: that is one transaction, so its count is one figure.
public final class BillingBench {
    private static final String USAGE = """
            Usage: billing.sh [OPTIONS]
              --facts N          facts of each step (default 200000)
              --steps N          steps, each into a larger table (default 2)
              --organisations N  that they are of (default 200)
              --grants yes|no    whether each organisation holds a grant, so that each charge accrues (default yes)
              --leases N         charges on one hot programme (default 20000; 0 leaves it out)
              --close N          facts of the last month, which is then closed (default 0: left out)
              --pages N          bill pages fetched (default 200)
              --profile yes|no   whether to say where the time of each step goes (default no; looking costs a little)
              --data DIR         data folder; an existing one is gone on with (default: a temporary one, deleted)
              --jvm OPTION       handed to billing's JVM, e.g. a profiler's agent
            """;
    private static final String PERSON = "bench";
    private static final String PROGRAMME = "019b0000-0000-7000-8000-00000000b001";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int WARM = 100_000;
    private static final Duration HISTORY = Duration.ofHours(20);

    private final BillingHouse house;
    private final SyntheticFacts facts;
    private final Map<String, String> options;

    private BillingBench(BillingHouse house, SyntheticFacts facts, Map<String, String> options) {
        this.house = house;
        this.facts = facts;
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                System.err.println(USAGE);
                System.exit(2);
                return;
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        boolean kept = options.containsKey("data");
        Path data = kept ? Path.of(options.get("data")).toAbsolutePath() : Files.createTempDirectory("aquifer-bench");
        List<String> jvm =
                options.containsKey("jvm") ? Arrays.asList(options.get("jvm").split(" ", -1)) : List.of();
        Path root = Path.of(System.getProperty("aquifer.root"));
        try (var house = new BillingHouse(root, data, jvm);
                var facts = new SyntheticFacts(house.kafka.bootstrapServers(), number(options, "organisations", 200))) {
            house.awaitReady();
            new BillingBench(house, facts, options).run();
        } finally {
            if (!kept) {
                delete(data);
            }
        }
    }

    private void run() throws IOException, SQLException {
        int count = number(options, "facts", 200_000);
        int steps = number(options, "steps", 2);
        say(
                "machine: %d processors, load %s when it began",
                Runtime.getRuntime().availableProcessors(), load());
        facts.introduce(PERSON);
        awaitCount("select count(*) from organisation", facts.organisations().size());
        if (!options.getOrDefault("grants", "yes").equals("no")) {
            grant();
        }
        fill(WARM);
        say("warm: %,d facts in", WARM);
        double copy = 0;
        double whole = 0;
        for (int step = 1; step <= steps; step++) {
            double rate = intake(count, step);
            var at = new Clock(count);
            double peer = BillingPeers.stagedCopy(house.connection(), count, () -> facts.usage(at.next()));
            say(
                    "      staged COPY with duplicate check, same rows: %,.0f rows/s; ratio %.0f %%",
                    peer, 100 * rate / peer);
            copy += peer / steps;
            whole += rate / steps;
        }
        double consumer = BillingPeers.consumer(house.kafka.bootstrapServers());
        say(
                "      Kafka's own consumer, same records: %,.0f records/s; ratio %.0f %%",
                consumer, 100 * whole / consumer);
        visible();
        pages(number(options, "pages", 200));
        int old = number(options, "close", 0);
        if (old > 0) {
            close(old);
        }
        int leases = number(options, "leases", 20_000);
        if (leases > 0) {
            hot(leases);
        }
        say(
                "memory of billing: %d MiB now, %d MiB at most (heap at most 256)",
                house.memory("VmRSS"), house.memory("VmHWM"));
        say(
                "in all: %,.0f facts/s from Kafka to posted charge, %.0f %% of staged COPY; load %s at the end",
                whole, 100 * whole / copy, load());
    }

    /// Times ascending, one for each fact.
    private static final class Clock {
        private final Instant from;
        private final long step;
        private long made;

        /// Over the last hours.
        Clock(int count) {
            this(Instant.now().minus(HISTORY), HISTORY.minusMinutes(5), count);
        }

        Clock(Instant from, Duration length, int count) {
            this.from = from;
            step = length.toNanos() / 1000 / count;
        }

        Instant next() {
            return from.plusNanos(made++ * step * 1000);
        }
    }

    /// Puts facts before the held billing and lets it go.
    private void fill(int count) {
        fill(count, new Clock(count));
    }

    private void fill(int count, Clock at) {
        long before = stored();
        house.hold(true);
        for (int i = 0; i < count; i++) {
            facts.send(facts.usage(at.next()));
        }
        facts.flush();
        house.hold(false);
        awaitCount("select coalesce(sum(stored), 0) from intake_count", before + count);
    }

    private @Nullable StatementSampler sampler() throws SQLException {
        return options.getOrDefault("profile", "no").equals("yes") ? new StatementSampler(house.connection()) : null;
    }

    private double intake(int count, int step) throws SQLException {
        long before = stored();
        house.hold(true);
        var at = new Clock(count);
        for (int i = 0; i < count; i++) {
            facts.send(facts.usage(at.next()));
        }
        facts.flush();
        long billing = BillingHouse.cpuMillis(house.billing.pid());
        long postgres = BillingHouse.cpuMillis(house.postgres.pid());
        long kafka = BillingHouse.cpuMillis(house.kafka.pid());
        long postings = house.number("select count(*) from ledger_posting");
        house.hold(false);
        long start = System.nanoTime();
        double seconds;
        try (var _ = sampler()) {
            awaitCount("select coalesce(sum(stored), 0) from intake_count", before + count);
            seconds = (System.nanoTime() - start) / 1e9;
        }
        double rate = count / seconds;
        say(
                "step %d: %,d facts into a table of %,d: %,.0f facts/s from Kafka to posted charge%s (load %s)",
                step,
                count,
                before,
                rate,
                options.getOrDefault("grants", "yes").equals("no") ? "" : " with accrual",
                load());
        say(
                "      microseconds of processor per fact: billing %d, PostgreSQL %d, Kafka %d; %,d postings",
                (BillingHouse.cpuMillis(house.billing.pid()) - billing) * 1000 / count,
                (BillingHouse.cpuMillis(house.postgres.pid()) - postgres) * 1000 / count,
                (BillingHouse.cpuMillis(house.kafka.pid()) - kafka) * 1000 / count,
                house.number("select count(*) from ledger_posting") - postings);
        return rate;
    }

    /// From the producer's hand to the bill's page.
    private void visible() {
        var samples = new Samples();
        String token = house.identity.token(PERSON, "");
        for (int i = 0; i < 30; i++) {
            var event = facts.usage(Instant.now(), 1_000_000, 0);
            String organisation = event.organisation().toString();
            String before = payable(token, organisation);
            long start = System.nanoTime();
            facts.send(event);
            facts.flush();
            while (payable(token, organisation).equals(before)) {
                BillingHouse.pause(5);
            }
            samples.add(System.nanoTime() - start);
        }
        say(
                "visible on the bill after: p50 %.0f ms, p95 %.0f ms (%d facts, one by one)",
                samples.percentileMillis(50), samples.percentileMillis(95), samples.count());
    }

    private String payable(String token, String organisation) {
        String bill = house.get("/api/bills/" + month(), token, organisation);
        int at = bill.indexOf("\"payable\":");
        return bill.substring(at, bill.indexOf(',', at));
    }

    private void pages(int count) {
        var samples = new Samples();
        var random = new Random(7);
        String token = house.identity.token(PERSON, "");
        for (int i = -20; i < count; i++) {
            String organisation = facts.organisations()
                    .get(random.nextInt(facts.organisations().size()))
                    .toString();
            long start = System.nanoTime();
            house.get("/api/bills/" + month(), token, organisation);
            if (i >= 0) {
                samples.add(System.nanoTime() - start);
            }
        }
        say(
                "bill page at %,d facts: p50 %.0f ms, p95 %.0f ms (%d pages)",
                stored(), samples.percentileMillis(50), samples.percentileMillis(95), samples.count());
    }

    /// From the operator's word until the last organisation's bill of the month is closed.
    private void close(int count) {
        YearMonth last = month().minusMonths(1);
        fill(count, new Clock(last.atDay(1).atStartOfDay(SHANGHAI).toInstant(), Duration.ofDays(27), count));
        long start = System.nanoTime();
        house.post(
                "/api/operator/closes",
                house.identity.token("operator", "\"operator\""),
                "{\"month\":\"" + last + "\",\"reason\":\"bench\"}");
        awaitCount("select count(*) from close_run where finished_at is not null and month = '" + last + "'", 1);
        say(
                "month of %,d organisations with %,d facts closed in %.1f s: %,d bills",
                facts.organisations().size(),
                count,
                (System.nanoTime() - start) / 1e9,
                house.number("select count(*) from closed_bill where month = '" + last + "'"));
    }

    /// Leases of all organisations, all under one programme.
    private void hot(int count) throws SQLException {
        long before = house.number("select count(*) from charge where kind = 'LEASE'");
        long accruals = house.number("select count(*) from accrual");
        house.hold(true);
        Instant from = Instant.now().minus(Duration.ofHours(2));
        for (int i = 0; i < count; i++) {
            Instant opened = from.plusMillis(i % 3_600_000);
            facts.lease(opened, opened.plusSeconds(600));
        }
        facts.flush();
        house.hold(false);
        long start = System.nanoTime();
        double seconds;
        try (var _ = sampler()) {
            awaitCount("select count(*) from charge where kind = 'LEASE'", before + count);
            seconds = (System.nanoTime() - start) / 1e9;
        }
        say(
                "hot programme: %,.0f charges/s, %,d accruals (load %s)",
                count / seconds, house.number("select count(*) from accrual") - accruals, load());
    }

    /// A programme of tokens and leases that never runs dry, and a grant under it for each organisation. Written past
    /// the life of an application: that is not what is measured.
    private void grant() {
        house.update("set session_replication_role = replica");
        house.update("insert into programme (id, code) values ('" + PROGRAMME + "', 'BENCH') on conflict do nothing");
        house.update("insert into programme_version (programme_id, version, state, title, title_zh, city, level,"
                + " document_title, document_date, valid_from, valid_until, max_ratio, domestic_bonus, kinds, purposes,"
                + " requirements, budget, organisation_ceiling, priority, note, published_at) values ('" + PROGRAMME
                + "', 1, 'PUBLISHED', 'Bench', 'Bench', 'Bench', 'CITY', 'Bench', date '2026-01-01', timestamptz"
                + " '2020-01-01', timestamptz '2040-01-01', 0.50, 0, '{lease,tokens}', '{}', '{}', 900000000000, null,"
                + " 1, 'bench', now()) on conflict do nothing");
        house.update("insert into programme_use (programme_id, budget) values ('" + PROGRAMME
                + "', 900000000000) on conflict do nothing");
        house.update("insert into subsidy_grant (organisation_id, id, programme_id, application_id, valid_from,"
                + " valid_until, granted_at) select organisation_id, uuidv7(), '" + PROGRAMME + "', uuidv7(),"
                + " timestamptz '2020-01-01', timestamptz '2040-01-01', now() from organisation o where not exists"
                + " (select from subsidy_grant g where g.organisation_id = o.organisation_id)");
        house.update("insert into grant_version (organisation_id, id, grant_id, valid_from, ratio, reasons, decided_at)"
                + " select organisation_id, uuidv7(), id, valid_from, 0.10, 'bench', now() from subsidy_grant g where not"
                + " exists (select from grant_version v where v.grant_id = g.id)");
        house.update("set session_replication_role = origin");
    }

    private long stored() {
        return house.number("select coalesce(sum(stored), 0) from intake_count");
    }

    private void awaitCount(String query, long wanted) {
        long last = -1;
        long since = System.nanoTime();
        while (true) {
            long now = house.number(query);
            if (now >= wanted) {
                return;
            }
            if (now != last) {
                last = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > Duration.ofMinutes(2).toNanos()) {
                throw new IllegalStateException(
                        "nothing has moved for two minutes at " + now + " of " + wanted + ": " + query);
            }
            BillingHouse.pause(50);
        }
    }

    private static YearMonth month() {
        return YearMonth.now(SHANGHAI);
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static void delete(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            for (Path each : found.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
