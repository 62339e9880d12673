package dev.aquifer.billing.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.CloseRuns;
import dev.aquifer.billing.month.Months;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Promise 2 of bills: a closed one never changes a byte, however its close was disturbed and whatever comes after.
@QuarkusTest
@WithTestResource(BillingServers.class)
class MonthCloseTest {

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);
    private final Instant tenth = ServiceTime.start(last.atDay(10)).plusSeconds(36_000);

    @Inject
    Given given;

    @Inject
    BillClose closing;

    @Inject
    CloseJob job;

    @Inject
    CloseRuns runs;

    @Inject
    BillDesk desk;

    @Inject
    ClosedBills bills;

    @Inject
    Months months;

    @Inject
    Customers customers;

    @Inject
    Organisations organisations;

    @Inject
    Tenancy tenancy;

    @Inject
    Ledger ledger;

    @Inject
    Interruptions interruptions;

    @AfterEach
    void nothing_is_wanted_any_more() {
        interruptions.before(organisation -> {});
        ask(false);
    }

    @Test
    void a_closed_month_is_owed_and_its_document_chains_to_the_one_before() {
        // given
        UUID organisation = customers.organisation("Tern");
        customers.use(
                organisation, tenth.atZone(ServiceTime.ZONE).minusMonths(1).toInstant(), 1_000_000);
        customers.use(organisation, tenth, 3_000_000);

        // when
        assertThat(closing.close(organisation, last, "Olga")).isTrue();

        // then
        assertThat(closing.close(organisation, last, "Olga")).isFalse();
        assertThat(balances(organisation, Account.UNBILLED).values()).allMatch(Money::isZero);
        assertThat(balances(organisation, Account.RECEIVABLE))
                .isEqualTo(Map.of(last.minusMonths(1), Money.of("2.12"), last, Money.of("6.36")));
        assertThat(balances(organisation, Account.VAT_OUTPUT))
                .isEqualTo(Map.of(last.minusMonths(1), Money.of("-0.12"), last, Money.of("-0.36")));
        BillView bill = bill(organisation, last);
        assertThat(bill.state()).isEqualTo("CLOSED");
        assertThat(bill.number()).matches("AQ-" + running.getYear() + "-\\d{6}");
        assertThat(bill.payable()).isEqualTo(Money.of("6.36"));
        String first = stored(organisation, last.minusMonths(1)).sha256();
        assertThat(stored(organisation, last).document())
                .contains("\"unitPrice\":\"2.00\"", "\"quantity\":\"3000000\"", "\"payable\":\"6.36\"");
        assertThat(file(organisation, last).previous()).isEqualTo(first);
        assertThat(file(organisation, last.minusMonths(1)).previous()).isNull();
        assertThat(tenancy.asOrganisation(organisation, () -> desk.all(organisation)))
                .extracting(summary -> summary.month() + " " + summary.state() + " " + summary.payable())
                .containsExactly(running + " OPEN 0.00", last + " CLOSED 6.36", last.minusMonths(1) + " CLOSED 2.12");
    }

    @Test
    void nobody_can_change_a_closed_bill_or_anything_on_it() {
        UUID organisation = customers.organisation("Stone");
        customers.use(organisation, tenth, 1_000_000);
        closing.close(organisation, last, "system");
        String of = " where organisation_id = '" + organisation + "'";

        for (String statement : List.of(
                "update closed_bill set number = 'x'" + of,
                "delete from closed_bill" + of,
                "truncate closed_bill cascade",
                "update month_close set closed_at = now()" + of,
                "delete from month_close" + of,
                "update charge set net = net + 1" + of,
                "insert into charge select organisation_id, gen_random_uuid(), kind, day, month, lease_id, deployment_id,"
                        + " deployment_name, item, bucket, simulated, purpose, chip_origin, chips, quantity, unit_price,"
                        + " price_book, starts_at, ends_at, net, revision, changed_at from charge" + of)) {
            assertThatThrownBy(() -> given.asSuperuser(statement))
                    .as(statement)
                    .hasMessageMatching("(?s).*(is never changed|is closed).*");
        }
        assertThatThrownBy(() -> closing.close(organisation, running, "system")).hasMessageContaining("has not ended");
    }

    @Test
    void a_late_fact_goes_on_the_open_bill_with_what_it_adds() {
        // given: tokens, and a lease that is known to have lived until 23:00 of the last day
        UUID organisation = customers.organisation("Late");
        UUID deployment = given.id();
        Instant evening = ServiceTime.start(running).minusSeconds(7_200);
        LeaseOpened lease = given.lease(organisation, "local-cpu", 2, evening);
        customers.charge(
                organisation,
                List.of(customers.usage(organisation, deployment, tenth, 1_000_000)),
                List.of(customers.opened(lease)));
        customers.charge(organisation, List.of(), List.of(customers.alive(lease, evening.plusSeconds(3_600))));
        Money before = bill(organisation, last).net();
        closing.close(organisation, last, "system");
        String document = stored(organisation, last).document();

        // when: more tokens of that day, and the lease ended an hour into the new month
        customers.charge(organisation, List.of(customers.usage(organisation, deployment, tenth, 500_000)), List.of());
        customers.charge(organisation, List.of(), List.of(customers.alive(lease, evening.plusSeconds(5_400))));
        customers.charge(organisation, List.of(), List.of(customers.closed(lease, evening.plusSeconds(10_800))));

        // then
        assertThat(stored(organisation, last).document()).isEqualTo(document);
        assertThat(again(organisation)).isEqualTo(document);
        assertThat(bill(organisation, last).net()).isEqualTo(before);
        BillView open = bill(organisation, running);
        List<ChargeView> late = open.groups().stream()
                .flatMap(group -> group.charges().stream())
                .filter(line -> YearMonth.from(line.day()).equals(last))
                .toList();
        assertThat(late)
                .extracting(line -> line.kind() + " " + line.quantity().toPlainString())
                .containsExactly("LEASE 7200", "TOKENS 500000");
        assertThat(late.getFirst().from()).isEqualTo(evening.plusSeconds(3_600));
        assertThat(late.getFirst().until()).isEqualTo(ServiceTime.start(running));
        assertThat(late.getLast().net()).isEqualTo(Money.of("1.00"));
        assertThat(balances(organisation, Account.UNBILLED).get(running)).isEqualTo(open.net());
    }

    @Test
    void what_turns_out_to_be_less_is_noted_for_a_credit_note() {
        UUID organisation = customers.organisation("Less");
        Instant from = ServiceTime.start(last.atDay(20));
        LeaseOpened lease = given.lease(organisation, "local-cpu", 1, from);
        customers.charge(
                organisation,
                List.of(),
                List.of(customers.opened(lease), customers.alive(lease, from.plusSeconds(7_200))));
        Money billed = bill(organisation, last).net();
        closing.close(organisation, last, "system");

        customers.charge(organisation, List.of(), List.of(customers.closed(lease, from.plusSeconds(3_600))));

        assertThat(bill(organisation, last).net()).isEqualTo(billed);
        assertThat(bill(organisation, running).net()).isEqualTo(Money.ZERO);
        assertThat(tenancy.asJobs(() -> runs.overcharges(last)))
                .filteredOn(one -> one.organisation().equals(organisation))
                .singleElement()
                .satisfies(one -> assertThat(one.amount().plus(one.amount())).isEqualTo(billed));
    }

    @Test
    void the_same_facts_make_the_same_bytes() {
        // given
        UUID organisation = given.organisation("Again", "ann=OWNER");
        await().atMost(Duration.ofSeconds(20)).until(() -> organisations.known(organisation));
        Random random = new Random(5);
        List<String> usage = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            usage.add(given.recorded(given.usage(
                    organisation,
                    new UUID(5, random.nextInt(3)),
                    tenth.plusSeconds(random.nextInt(1_000_000)),
                    new Tokens(1 + random.nextInt(900_000), random.nextInt(3), 0, random.nextInt(90_000), 0))));
        }
        LeaseOpened lease = given.lease(organisation, "local-cpu", 3, tenth);
        List<String> leases = List.of(given.opened(lease), given.closed(lease, tenth.plusSeconds(200_003)));
        send(organisation, usage, leases);
        closing.close(organisation, last, "Olga");
        String document = stored(organisation, last).document();

        // when: everything is lost but the facts and how the month was closed
        String close = String.join(
                "', '",
                given.asSuperuser(
                                "select organisation_id, month, closed_at, closed_by, organisation_name, issuer, bill_number"
                                        + " from month_close where organisation_id = '" + organisation + "'")
                        .getFirst());
        given.forget(organisation);
        send(organisation, usage, leases);
        given.asSuperuser("insert into month_close values ('" + close + "')");

        // then
        assertThat(again(organisation)).isEqualTo(document);
    }

    @Test
    void a_close_that_is_killed_again_and_again_closes_each_organisation_once() {
        // given
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            UUID organisation = customers.organisation("Kill " + i);
            customers.use(organisation, tenth, 1_000L * (i + 1));
            all.add(organisation);
        }
        Set<UUID> once = ConcurrentHashMap.newKeySet();
        AtomicInteger kills = new AtomicInteger();
        // The database session that is about to commit dies, for every organisation the first time.
        interruptions.before(organisation -> {
            if (all.contains(organisation) && once.add(organisation)) {
                kills.incrementAndGet();
                QuarkusTransaction.setRollbackOnly();
                if (kills.get() % 2 == 0) {
                    given.asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where usename = 'billing_app' and state = 'idle in transaction'");
                }
            }
        });

        // when
        ask(true);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    job.look();
                    return tenancy.asJobs(() -> runs.open(last)).isEmpty();
                });

        // then
        assertThat(kills.get()).isEqualTo(40);
        for (int i = 0; i < all.size(); i++) {
            UUID organisation = all.get(i);
            BillView bill = bill(organisation, last);
            assertThat(bill.state()).isEqualTo("CLOSED");
            assertThat(balances(organisation, Account.UNBILLED).values()).allMatch(Money::isZero);
            assertThat(balances(organisation, Account.RECEIVABLE).getOrDefault(last, Money.ZERO))
                    .isEqualTo(bill.payable());
            assertThat(again(organisation)).isEqualTo(stored(organisation, last).document());
        }
        assertThat(numbers())
                .as("series: last, taken, distinct")
                .allSatisfy(series -> assertThat(new HashSet<>(series)).hasSize(1));
        job.look();
        assertThat(runs.find(last).orElseThrow().finishedAt()).isNotNull();
        assertThat(tenancy.asJobs(() -> runs.failures(last))).isEmpty();
    }

    @Test
    void fifty_closers_at_once_make_one_bill_with_one_number_each() throws Exception {
        // given
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID organisation = customers.organisation("Race " + i);
            customers.use(organisation, tenth, 1_000_000);
            all.add(organisation);
        }

        // when
        List<Callable<Boolean>> closers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            UUID organisation = all.get(i % all.size());
            closers.add(() -> closing.close(organisation, last, "Olga"));
        }
        int closed = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(closers.size())) {
            for (Future<Boolean> each : pool.invokeAll(closers)) {
                closed += each.get() ? 1 : 0;
            }
        }

        // then
        assertThat(closed).isEqualTo(all.size());
        assertThat(all.stream().map(one -> bill(one, last).number()).distinct()).hasSize(all.size());
        assertThat(numbers())
                .allSatisfy(series -> assertThat(new HashSet<>(series)).hasSize(1));
        assertThatThrownBy(() -> given.asSuperuser("update bill_series set last = last + 2"))
                .hasMessageContaining("no gaps");
    }

    private List<List<@Nullable String>> numbers() {
        return given.asSuperuser("select s.last, count(c.bill_number), count(distinct c.bill_number) from bill_series s"
                + " join month_close c on c.issuer = s.issuer and c.bill_number like s.prefix || '-' || s.year || '-%'"
                + " group by s.issuer, s.year, s.last");
    }

    @Test
    void a_close_that_is_stopped_goes_on_where_it_was() {
        // given: nobody else is open
        ask(true);
        job.look();
        ask(false);
        Set<UUID> mine = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            UUID organisation = customers.organisation("Stop " + i);
            customers.use(organisation, tenth, 1_000);
            mine.add(organisation);
        }
        // One after the other, so that nobody overtakes the stop.
        AtomicInteger closed = new AtomicInteger();
        ReentrantLock turn = new ReentrantLock();
        interruptions.before(organisation -> {
            turn.lock();
            try {
                if (mine.contains(organisation) && closed.incrementAndGet() == 5) {
                    QuarkusTransaction.requiringNew().run(() -> ask(false));
                }
            } finally {
                turn.unlock();
            }
        });

        // when
        ask(true);
        job.look();

        // then: no more than those who had begun, in this run and in the one that comes by itself
        await().untilAsserted(
                        () -> assertThat(tenancy.asJobs(() -> runs.open(last))).hasSize(30 - closed.get()));
        assertThat(closed.get()).isBetween(5, 13);
        int left = 30 - closed.get();
        job.look();
        assertThat(tenancy.asJobs(() -> runs.open(last))).hasSize(left);

        // and
        ask(true);
        job.look();
        assertThat(tenancy.asJobs(() -> runs.open(last))).isEmpty();
    }

    private void ask(boolean wanted) {
        tenancy.asNobody(() -> {
            runs.ask(new CloseRuns.Run(last, wanted, "Olga", Instant.now(), "test", null));
            return true;
        });
    }

    /// Through Kafka, until everything is charged.
    private void send(UUID organisation, List<String> usage, List<String> leases) {
        given.sendAll(Topics.USAGE, organisation, usage);
        given.sendAll(Topics.LEASES, organisation, leases);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(given.asSuperuser(
                                        "select count(*) from fact where organisation_id = '" + organisation + "'")
                                .getFirst())
                        .containsExactly(Integer.toString(usage.size() + leases.size())));
    }

    private BillView bill(UUID organisation, YearMonth month) {
        return tenancy.asOrganisation(
                organisation, () -> desk.find(organisation, month).orElseThrow());
    }

    private ClosedBills.Stored stored(UUID organisation, YearMonth month) {
        return tenancy.asOrganisation(
                organisation, () -> bills.find(organisation, month).orElseThrow());
    }

    private BillFile file(UUID organisation, YearMonth month) {
        return bills.read(stored(organisation, month));
    }

    private String again(UUID organisation) {
        return tenancy.asOrganisation(organisation, () -> closing.again(organisation, last));
    }

    private Map<YearMonth, Money> balances(UUID organisation, Account account) {
        return tenancy.asOrganisation(organisation, () -> ledger.balances(organisation, account));
    }
}
