package dev.aquifer.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.usage.Tokens;
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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// B1 inside billing: the intake is struck at each durability step, by an error of the database or by the loss of its
/// connection, and is fed duplicates out of order; it ends with the bills of an undisturbed run. The faults are
/// triggers on the tables that it writes, so the code under test knows nothing of them. `-Daquifer.faults=500`
/// strikes as often, `-Daquifer.seed=…` repeats a run.
@QuarkusTest
@WithTestResource(BillingServers.class)
class DisturbedIntakeTest {

    /// The named points: before the insert of each of these.
    private static final List<String> POINTS = List.of(
            "fact",
            "lease",
            "charge",
            "ledger_transaction",
            "ledger_posting",
            "ledger_balance",
            "charge_basis",
            "charge_share",
            "accrual",
            "usage_day",
            "standing",
            "outbox",
            "charge_fact",
            "intake_count");
    private static final int FAULTS = Integer.getInteger("aquifer.faults", 28);
    private static final UUID PROGRAMME = UUID.fromString("019b0000-0000-7000-8000-00000000d157");

    @Inject
    Given given;

    @Inject
    FactIntake intake;

    @Inject
    Organisations organisations;

    /// One story: events in batches, of organisations with a grant.
    private record Story(List<UUID> organisations, List<List<ConsumerRecord<String, String>>> batches) {}

    @AfterEach
    void nobody_is_struck_any_more() {
        given.asSuperuser("drop schema if exists fault cascade");
    }

    @Test
    void struck_at_every_point_and_fed_duplicates_it_ends_with_the_bills_of_an_undisturbed_run() {
        // given: the same story twice, for organisations of their own
        long seed = Long.getLong("aquifer.seed", 11);
        Log.infof("disturbed intake: seed %d", seed);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Story calm = story(seed, now);
        Story rough = story(seed, now);
        calm.batches().forEach(this::take);
        faults();

        // when: each batch is struck until it has met its share of the faults, and the last ones come again
        Random random = new Random(seed);
        Map<String, Integer> struck = new TreeMap<>();
        int armed = 0;
        int each = Math.ceilDiv(FAULTS, rough.batches().size());
        for (int i = 0; i < rough.batches().size(); i++) {
            List<ConsumerRecord<String, String>> batch =
                    new ArrayList<>(rough.batches().get(i));
            if (i > 0) {
                List<ConsumerRecord<String, String>> again = rough.batches().get(random.nextInt(i));
                batch.addAll(again.subList(0, 1 + random.nextInt(again.size())));
                Collections.shuffle(batch, random);
            }
            boolean open = true;
            for (int fault = 0; open && fault < each; fault++) {
                String point = POINTS.get(armed++ % POINTS.size());
                open = isStruck(batch, point, random.nextBoolean());
                if (open) {
                    struck.merge(point, 1, Integer::sum);
                }
            }
            take(batch);
        }

        // then
        Log.infof("disturbed intake: struck %s", struck);
        assertThat(struck.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(FAULTS / 2);
        assertThat(bills(rough)).isEqualTo(bills(calm)).isNotEmpty();
        assertThat(books(rough)).isEqualTo(books(calm)).isNotEmpty();
        assertThat(given.asSuperuser("select count(*), count(distinct fact_id), count(distinct charge_id) > 0"
                                + " from charge_fact where organisation_id in " + these(rough))
                        .getFirst())
                .isEqualTo(given.asSuperuser("select count(*), count(distinct fact_id), count(distinct charge_id) > 0"
                                + " from charge_fact where organisation_id in " + these(calm))
                        .getFirst());
    }

    private void take(List<ConsumerRecord<String, String>> batch) {
        QuarkusTransaction.requiringNew().run(() -> intake.take(batch));
    }

    /// Takes the batch with a fault before the point; false if it did not strike, and the batch is in.
    private boolean isStruck(List<ConsumerRecord<String, String>> batch, String point, boolean cut) {
        given.asSuperuser("insert into fault.armed values ('" + point + "', " + cut + ")");
        try {
            take(batch);
            return false;
        } catch (RuntimeException e) {
            return true;
        } finally {
            given.asSuperuser("truncate fault.armed");
        }
    }

    private Story story(long seed, Instant now) {
        Random random = new Random(seed);
        List<UUID> tenants = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID organisation = given.organisation("Disturbed");
            await().atMost(Duration.ofSeconds(60)).until(() -> organisations.known(organisation));
            tenants.add(organisation);
        }
        grants(tenants);
        List<ConsumerRecord<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            UUID organisation = tenants.get(random.nextInt(tenants.size()));
            entries.add(given.entry(
                    Topics.USAGE,
                    organisation,
                    given.recorded(given.usage(
                            organisation,
                            new UUID(0, 9),
                            now.minusSeconds(random.nextInt(100_000)),
                            new Tokens(random.nextInt(900_000), 0, 0, random.nextInt(90_000), 0)))));
        }
        List<ConsumerRecord<String, String>> leases = new ArrayList<>();
        for (UUID organisation : tenants) {
            Instant from = now.minusSeconds(40_000L + random.nextInt(9_000));
            LeaseOpened lease = given.lease(organisation, "huawei-ascend-910b4", 8, from);
            leases.add(given.entry(Topics.LEASES, organisation, given.closed(lease, from.plusSeconds(7_001))));
            leases.add(given.entry(Topics.LEASES, organisation, given.alive(lease, from.plusSeconds(600))));
            leases.add(given.entry(Topics.LEASES, organisation, given.opened(lease)));
        }
        Collections.shuffle(leases, random);
        List<List<ConsumerRecord<String, String>>> batches = new ArrayList<>();
        for (int i = 0; i < leases.size(); i++) {
            List<ConsumerRecord<String, String>> batch = new ArrayList<>();
            batch.add(leases.get(i));
            batch.addAll(entries.subList(i * entries.size() / leases.size(), (i + 1) * entries.size() / leases.size()));
            batches.add(batch);
        }
        return new Story(tenants, batches);
    }

    /// Grants without the life of an application before them, under a programme that does not run dry.
    private void grants(List<UUID> tenants) {
        given.asSuperuser("set session_replication_role = replica; insert into programme (id, code) values ('"
                + PROGRAMME + "', 'DISTURBED') on conflict do nothing; insert into programme_version (programme_id,"
                + " version, state, title, title_zh, city, level, document_title, document_date, valid_from, valid_until,"
                + " max_ratio, domestic_bonus, kinds, purposes, requirements, budget, organisation_ceiling, priority,"
                + " note, published_at) values ('" + PROGRAMME + "', 1, 'PUBLISHED', 'T', 'T', 'T', 'CITY', 'T',"
                + " date '2026-01-01', timestamptz '2020-01-01', timestamptz '2040-01-01', 0.50, 0, '{lease,tokens}',"
                + " '{}', '{}', 900000000, null, 1, 't', now()) on conflict do nothing; insert into programme_use"
                + " (programme_id, budget) values ('" + PROGRAMME + "', 900000000) on conflict do nothing;"
                + " insert into subsidy_grant (organisation_id, id, programme_id, application_id, valid_from, valid_until,"
                + " granted_at) select o, uuidv7(), '" + PROGRAMME + "', uuidv7(), timestamptz '2020-01-01',"
                + " timestamptz '2040-01-01', now() from unnest(array" + list(tenants) + "::uuid[]) o;"
                + " insert into grant_version (organisation_id, id, grant_id, valid_from, ratio, reasons, decided_at)"
                + " select organisation_id, uuidv7(), id, valid_from, 0.10, 't', now() from subsidy_grant"
                + " where organisation_id = any (array" + list(tenants) + "::uuid[])");
    }

    /// A schema with the fault, and a trigger on each point's table that does nothing while it is not armed.
    private void faults() {
        StringBuilder triggers = new StringBuilder();
        for (String point : POINTS) {
            triggers.append("create trigger struck before insert on ")
                    .append(point)
                    .append(" for each statement execute function fault.strike();");
        }
        given.asSuperuser("create schema fault; create table fault.armed (point text, cut boolean);"
                + " create function fault.strike() returns trigger language plpgsql security definer as $$"
                + " declare cut boolean; begin"
                + " select a.cut into cut from fault.armed a where a.point = tg_table_name;"
                + " if cut is null then return null; end if;"
                + " if cut then perform pg_terminate_backend(pg_backend_pid()); end if;"
                + " raise exception 'struck before %', tg_table_name using errcode = '57P01'; end $$;"
                + triggers);
    }

    /// Lines without ids, and what accrued on each; by the place of the organisation in its story.
    private List<List<String>> bills(Story story) {
        return rows("select array_position(array" + list(story.organisations())
                + "::uuid[], c.organisation_id), kind, day,"
                + " c.month, item, bucket, quantity, net, (select sum(accrued) from charge_share s where s.organisation_id ="
                + " c.organisation_id and s.charge_id = c.id) from charge c where organisation_id in " + these(story)
                + " order by 1, 2, 3, 5, 6, 7, 8");
    }

    private List<List<String>> books(Story story) {
        return rows("select array_position(array" + list(story.organisations()) + "::uuid[], organisation_id),"
                + " split_part(account, ':', 1), month, sum(debit - credit) from ledger_balance where organisation_id in "
                + these(story) + " group by 1, 2, 3 order by 1, 2, 3");
    }

    private List<List<String>> rows(String query) {
        return given.asSuperuser(query).stream()
                .map(row -> row.stream().map(String::valueOf).toList())
                .toList();
    }

    private static String list(List<UUID> organisations) {
        return organisations.stream().map(id -> "'" + id + "'").toList().toString();
    }

    private static String these(Story story) {
        String list = list(story.organisations());
        return "(" + list.substring(1, list.length() - 1) + ")";
    }
}
