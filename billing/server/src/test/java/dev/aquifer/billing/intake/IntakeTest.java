package dev.aquifer.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.KafkaSettings;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.charge.Charges;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Each fact once: replays, doubles, crashes, two instances; and nothing that cannot be read is lost.
@QuarkusTest
@WithTestResource(BillingServers.class)
class IntakeTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Given given;

    @Inject
    FactIntake intake;

    @Inject
    Offsets offsets;

    @Inject
    KafkaSettings kafka;

    @Inject
    Tenancy tenancy;

    @Inject
    Charges charges;

    @Inject
    Organisations organisations;

    @Test
    void a_topic_replayed_three_times_with_doubles_bills_once() {
        // given: 400 facts, a tenth of them sent twice
        UUID organisation = given.organisation("Replay");
        UUID deployment = given.id();
        Random random = new Random(4);
        List<String> events = new ArrayList<>();
        long tokens = 0;
        for (int i = 0; i < 400; i++) {
            UsageRecorded usage = given.usage(
                    organisation, deployment, Instant.now(), new Tokens(1 + random.nextInt(5000), 0, 0, 0, 0));
            tokens += usage.tokens().input();
            String event = given.recorded(usage);
            events.add(event);
            if (i % 10 == 0) {
                events.add(event);
            }
        }
        Collections.shuffle(events, random);
        long expected = tokens;

        // when
        given.sendAll(Topics.USAGE, organisation, events);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(quantity(organisation)).isEqualTo(expected));
        String bill = rows(organisation);
        for (int i = 0; i < 3; i++) {
            given.asSuperuser("update consumer_offset set next_offset = 0 where consumer = 'facts'");
            given.sendAll(Topics.USAGE, organisation, events.subList(0, 5));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(given.asSuperuser(
                                            "select next_offset from consumer_offset where consumer = 'facts' and topic = 'usage.v1'"
                                                    + " order by next_offset desc limit 1")
                                    .getFirst()
                                    .getFirst())
                            .satisfies(
                                    offset -> assertThat(Long.parseLong(offset)).isGreaterThan(400)));
        }

        // then
        assertThat(quantity(organisation)).isEqualTo(expected);
        assertThat(rows(organisation)).isEqualTo(bill);
        assertThat(ledgerNet(organisation)).isEqualTo(net(organisation));
    }

    @Test
    void several_instances_at_once_bill_once() {
        // given
        UUID organisation = given.organisation("Twins");
        UUID deployment = given.id();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            events.add(
                    given.recorded(given.usage(organisation, deployment, Instant.now(), new Tokens(10, 0, 0, 7, 0))));
        }

        // when: two readers of one name and the application's own read the same topic
        try (TopicReader one = reader();
                TopicReader two = reader()) {
            one.start();
            two.start();
            given.sendAll(Topics.USAGE, organisation, events);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(quantity(organisation)).isEqualTo(17_000);
                assertThat(given.asSuperuser("select count(*) from consumer_offset a join consumer_offset b"
                                        + " using (topic, partition, next_offset)"
                                        + " where a.consumer = 'twins' and b.consumer = 'facts'")
                                .getFirst())
                        .containsExactly("6");
            });
        }

        // then
        assertThat(quantity(organisation)).isEqualTo(17_000);
        assertThat(ledgerNet(organisation)).isEqualTo(net(organisation));
    }

    @Test
    void a_driver_that_breaks_down_under_a_good_fact_does_not_put_it_aside() {
        // given: what the driver threw when the database was killed between two statements
        UUID organisation = known("Breakdown");
        String event =
                given.recorded(given.usage(organisation, given.id(), Instant.now(), new Tokens(1_000, 0, 0, 0, 0)));
        AtomicInteger breakdowns = new AtomicInteger(3);
        TopicReader.Handler breaking = new TopicReader.Handler() {
            @Override
            public void take(List<ConsumerRecord<String, String>> batch) {
                if (batch.stream().anyMatch(entry -> entry.value().equals(event)) && breakdowns.getAndDecrement() > 0) {
                    throw new AssertionError("pgStatement.getConnection().getAutoCommit() should not throw");
                }
            }

            @Override
            public void putAside(ConsumerRecord<String, String> entry, RuntimeException reason) {
                intake.putAside(entry, reason);
            }
        };

        // when
        try (TopicReader reader =
                new TopicReader("breakdown", Set.of(Topics.USAGE), kafka.bootstrapServers(), offsets, breaking)) {
            reader.start();
            given.sendAll(Topics.USAGE, organisation, List.of(event));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    given.asSuperuser("select count(*) from consumer_offset a join consumer_offset b"
                                                    + " using (topic, partition, next_offset) where a.consumer = 'breakdown'"
                                                    + " and b.consumer = 'facts' and topic = 'usage.v1'")
                                            .getFirst())
                            .containsExactly("3"));
        }

        // then
        assertThat(breakdowns).hasNonPositiveValue();
        assertThat(given.asSuperuser("select reason from quarantine where reason like '%should not throw%'"))
                .isEmpty();
    }

    @Test
    void a_crash_between_insert_and_commit_loses_nothing() {
        // given
        UUID organisation = known("Crash");
        List<ConsumerRecord<String, String>> batch = List.of(given.entry(
                Topics.USAGE,
                organisation,
                given.recorded(
                        given.usage(organisation, given.id(), Instant.now(), new Tokens(1_000_000, 0, 0, 0, 0)))));

        // when
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    intake.take(batch);
                    throw new IllegalStateException("power cut");
                }))
                .hasMessageContaining("power cut");

        // then
        assertThat(charges(organisation)).isEmpty();
        QuarkusTransaction.requiringNew().run(() -> intake.take(batch));
        assertThat(net(organisation)).isEqualTo(Money.of("2.00"));
    }

    @Test
    void what_cannot_be_read_is_put_aside_with_its_reason() {
        // given
        UUID organisation = known("Bad");
        UUID stranger = given.id();
        UsageRecorded usage = given.usage(organisation, given.id(), Instant.now(), new Tokens(5, 0, 0, 0, 0));
        String event = given.recorded(usage);
        String changed = event.replace("\"input\":5", "\"input\":50");
        UsageRecorded foreign = given.usage(stranger, given.id(), Instant.now(), new Tokens(5, 0, 0, 0, 0));
        List<ConsumerRecord<String, String>> batch = List.of(
                given.entry(Topics.USAGE, organisation, "{nonsense"),
                given.entry(Topics.USAGE, organisation, event),
                given.entry(Topics.USAGE, organisation, changed),
                given.entry(Topics.USAGE, organisation, event),
                given.entry(Topics.USAGE, stranger, given.recorded(foreign)),
                given.entry(
                        Topics.USAGE,
                        organisation,
                        given.event(UsageRecorded.TYPE, organisation, Instant.now(), foreign)),
                given.entry(Topics.USAGE, organisation, given.recorded(usage).replace(Given.MODEL, "no-such-model")));

        // when
        QuarkusTransaction.requiringNew().run(() -> intake.take(batch));

        // then
        assertThat(quantity(organisation)).isEqualTo(5);
        assertThat(reason(batch.get(0))).startsWith("not JSON");
        assertThat(reason(batch.get(1))).isEmpty();
        assertThat(reason(batch.get(2))).startsWith("the id was used before");
        assertThat(reason(batch.get(3))).isEmpty();
        assertThat(reason(batch.get(4))).isEqualTo("unknown organisation");
        assertThat(reason(batch.get(5))).contains("data names organisation " + stranger);
        assertThat(reason(batch.get(6))).contains("no price for INPUT tokens of model no-such-model");
    }

    @Test
    void tokens_of_a_dedicated_deployment_are_shown_and_cost_nothing() {
        UUID organisation = known("Dedicated");
        UsageRecorded usage = given.usage(organisation, given.id(), Instant.now(), new Tokens(30, 0, 0, 12, 0));
        String event = given.recorded(usage).replace("\"tokensPriced\":true", "\"tokensPriced\":false");

        QuarkusTransaction.requiringNew()
                .run(() -> intake.take(List.of(given.entry(Topics.USAGE, organisation, event))));

        assertThat(charges(organisation)).hasSize(2).allSatisfy(charge -> {
            assertThat(charge.net()).isEqualTo(Money.ZERO);
            assertThat(charge.unitPrice()).isEqualByComparingTo("0");
        });
        assertThat(quantity(organisation)).isEqualTo(42);
    }

    @Test
    void the_speed_of_the_intake_is_measured() {
        // given: facts of five organisations, in batches as Kafka gives them
        List<UUID> tenants = List.of(known("A"), known("B"), known("C"), known("D"), known("E"));
        List<ConsumerRecord<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            UUID organisation = tenants.get(i % 5);
            entries.add(given.entry(
                    Topics.USAGE,
                    organisation,
                    given.recorded(
                            given.usage(organisation, organisation, Instant.now(), new Tokens(700, 0, 0, 300, 0)))));
        }

        // when
        Instant start = Instant.now();
        for (int from = 0; from < entries.size(); from += 2_500) {
            List<ConsumerRecord<String, String>> batch = entries.subList(from, from + 2_500);
            QuarkusTransaction.requiringNew().run(() -> intake.take(batch));
        }
        long millis = start.until(Instant.now(), ChronoUnit.MILLIS);

        // then
        Log.infof("facts into bills per second: %d (5,000 in %d ms)", 5_000_000 / Math.max(millis, 1), millis);
        tenants.forEach(organisation -> assertThat(quantity(organisation)).isEqualTo(1_000_000));
    }

    @Test
    void leases_and_usage_of_one_organisation_stand_beside_each_other() {
        UUID organisation = known("Both");
        Instant from = Instant.now().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
        LeaseOpened lease = given.lease(organisation, "nvidia-h20-96g", 1, from);

        QuarkusTransaction.requiringNew()
                .run(() -> intake.take(List.of(
                        given.entry(Topics.LEASES, organisation, given.opened(lease)),
                        given.entry(Topics.LEASES, organisation, given.alive(lease, from.plusSeconds(600))),
                        given.entry(
                                Topics.USAGE,
                                organisation,
                                given.recorded(given.usage(
                                        organisation,
                                        given.id(),
                                        Instant.now(),
                                        new Tokens(1_000_000, 0, 0, 0, 0)))))));

        assertThat(net(organisation)).isEqualTo(Money.of("4.00"));
    }

    private TopicReader reader() {
        return new TopicReader("twins", Set.of(Topics.USAGE, Topics.LEASES), kafka.bootstrapServers(), offsets, intake);
    }

    private UUID known(String name) {
        UUID organisation = given.organisation(name);
        await().atMost(SOON).until(() -> organisations.known(organisation));
        return organisation;
    }

    private String reason(ConsumerRecord<String, String> entry) {
        return given
                .asSuperuser("select reason from quarantine where partition = " + entry.partition()
                        + " and record_offset = " + entry.offset())
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .findFirst()
                .orElse("");
    }

    private List<Charge> charges(UUID organisation) {
        return tenancy.asOrganisation(organisation, () -> charges.of(organisation, ServiceTime.month(Instant.now())));
    }

    private Money net(UUID organisation) {
        return charges(organisation).stream().map(Charge::net).reduce(Money.ZERO, Money::plus);
    }

    private long quantity(UUID organisation) {
        return charges(organisation).stream()
                .mapToLong(charge -> charge.quantity().longValueExact())
                .sum();
    }

    private Money ledgerNet(UUID organisation) {
        return Money.of(String.valueOf(given.asSuperuser(
                        "select coalesce(sum(credit - debit), 0) from ledger_posting where account like 'revenue:%'"
                                + " and organisation_id = '" + organisation + "'")
                .getFirst()
                .getFirst()));
    }

    private String rows(UUID organisation) {
        return given.asSuperuser("select * from charge where organisation_id = '" + organisation + "' order by id")
                .toString();
    }
}
