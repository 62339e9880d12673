package dev.aquifer.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.Promises;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.ledger.Hledger;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// B1 inside billing: the intake is struck at each durability step, by an error of the database or by the loss of
/// its connection, and is fed duplicates out of order. Then each fact is in exactly one charge, the ledger
/// balances, hledger agrees, and all bills are those of an undisturbed run that was given the same order: the same
/// organisations, the same events, and everything but them forgotten in between, under a ceiling that cuts, so that
/// the order counts. The faults are triggers on the tables that it writes, so the code under test knows nothing of
/// them. `-Daquifer.faults=500` strikes as often, `-Daquifer.seed=…` repeats a run. Whole processes are killed by
/// `KillsIT` of the module `e2e`.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
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
    private static final int REQUESTS = 240;

    /// When something was read or posted: the one thing on a bill that is another one each time.
    private static final Set<String> TIMES = Set.of("countedThrough", "postedAt");

    @Inject
    Given given;

    @Inject
    FactIntake intake;

    @Inject
    Organisations organisations;

    @Inject
    ObjectMapper json;

    /// One story: events in batches, of organisations with a grant.
    private record Story(List<UUID> organisations, List<List<ConsumerRecord<String, String>>> batches) {}

    @AfterEach
    void nobody_is_struck_any_more() {
        given.asSuperuser("drop schema if exists fault cascade");
    }

    @Test
    void struck_at_every_point_and_fed_duplicates_it_ends_with_the_bills_of_an_undisturbed_run() {
        // given: an undisturbed run, of which nothing is left but the events
        long seed = Long.getLong("aquifer.seed", 11);
        Log.infof("disturbed intake: seed %d", seed);
        Story story = story(seed, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        story.batches().forEach(this::take);
        List<List<String>> charges = charges(story);
        List<List<String>> accruals = accruals(story);
        List<List<String>> books = books(story);
        List<JsonNode> bills = bills(story);
        forget(story);
        assertThat(charges(story)).isEmpty();
        faults();

        // when: each batch is struck until it has met its share of the faults, and the last ones come again
        Random random = new Random(seed);
        Map<String, Integer> struck = new TreeMap<>();
        int armed = 0;
        int each = Math.ceilDiv(FAULTS, story.batches().size());
        for (int i = 0; i < story.batches().size(); i++) {
            List<ConsumerRecord<String, String>> batch =
                    new ArrayList<>(story.batches().get(i));
            if (i > 0) {
                List<ConsumerRecord<String, String>> again = story.batches().get(random.nextInt(i));
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
        assertThat(charges(story)).isEqualTo(charges).isNotEmpty();
        assertThat(accruals(story))
                .isEqualTo(accruals)
                .anySatisfy(row -> assertThat(row).contains("CEILING"));
        assertThat(books(story)).isEqualTo(books).isNotEmpty();
        assertThat(bills(story)).isEqualTo(bills).hasSizeGreaterThanOrEqualTo(3);

        // and: every fact is there once, in one charge, and the books hold
        assertThat(rows("select count(*), count(distinct id) from fact where organisation_id in " + these(story)))
                .containsExactly(List.of(facts(story), facts(story)));
        assertThat(Promises.brokenFor(given, story.organisations().toArray(UUID[]::new)))
                .as("of all that holds in production only that these grants have an application")
                .allMatch(broken -> broken.startsWith("every grant rests on an approval"));
        for (UUID organisation : story.organisations()) {
            Log.infof(
                    "disturbed intake: hledger agrees on %s: %s",
                    organisation, Hledger.agreesOnBookOf(organisation, given));
        }
    }

    /// Requests, and of each lease its opening and its end: signs of life are not kept.
    private static String facts(Story story) {
        return Integer.toString(REQUESTS + 2 * story.organisations().size());
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
            UUID organisation = given.organisation("Disturbed", "ann=FINANCE");
            await().atMost(Duration.ofSeconds(60)).until(() -> organisations.known(organisation));
            tenants.add(organisation);
        }
        grants(tenants);
        List<ConsumerRecord<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
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

    /// Grants without the life of an application before them, under a programme whose ceiling cuts each organisation
    /// short.
    private void grants(List<UUID> tenants) {
        given.asSuperuser("set session_replication_role = replica; insert into programme (id, code) values ('"
                + PROGRAMME + "', 'DISTURBED') on conflict do nothing; insert into programme_version (programme_id,"
                + " version, state, title, title_zh, city, level, document_title, document_date, valid_from, valid_until,"
                + " max_ratio, domestic_bonus, kinds, purposes, requirements, budget, organisation_ceiling, priority,"
                + " note, published_at) values ('" + PROGRAMME + "', 1, 'PUBLISHED', 'T', 'T', 'T', 'CITY', 'T',"
                + " date '2026-01-01', timestamptz '2020-01-01', timestamptz '2040-01-01', 0.50, 0, '{lease,tokens}',"
                + " '{}', '{}', 900000000, 12.00, 1, 't', now()) on conflict do nothing; insert into programme_use"
                + " (programme_id, budget) values ('" + PROGRAMME + "', 900000000) on conflict do nothing;"
                + " insert into subsidy_grant (organisation_id, id, programme_id, application_id, valid_from, valid_until,"
                + " granted_at) select o, uuidv7(), '" + PROGRAMME + "', uuidv7(), timestamptz '2020-01-01',"
                + " timestamptz '2040-01-01', now() from unnest(array" + list(tenants) + "::uuid[]) o;"
                + " insert into grant_version (organisation_id, id, grant_id, valid_from, ratio, reasons, decided_at)"
                + " select organisation_id, uuidv7(), id, valid_from, 0.10, 't', now() from subsidy_grant"
                + " where organisation_id = any (array" + list(tenants) + "::uuid[])");
    }

    /// Everything but the organisations, the grants and the programme is as if nothing had happened.
    private void forget(Story story) {
        story.organisations().forEach(each -> given.forget(each, "subsidy_grant", "grant_version"));
        given.asSuperuser("update subsidy_grant set used = 0 where programme_id = '" + PROGRAMME
                + "'; update programme_use set used = 0 where programme_id = '" + PROGRAMME + "'");
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

    /// With their ids, which are made from what they are for.
    private List<List<String>> charges(Story story) {
        return rows("select organisation_id, id, kind, day, month, item, bucket, quantity, list, net, (select"
                + " count(*) from charge_fact f where f.organisation_id = c.organisation_id and f.charge_id = c.id)"
                + " from charge c where organisation_id in " + these(story) + " order by 1, 2");
    }

    /// In order of posting.
    private List<List<String>> accruals(Story story) {
        return rows("select organisation_id, charge_id, amount, reason, month from accrual where organisation_id in "
                + these(story) + " order by id");
    }

    private List<List<String>> books(Story story) {
        return rows(
                "select organisation_id, account, month, debit - credit from ledger_balance where organisation_id in "
                        + these(story) + " order by 1, 2, 3");
    }

    /// Every bill of every organisation as its own people get it, but for the times of reading and posting.
    private List<JsonNode> bills(Story story) {
        List<JsonNode> bills = new ArrayList<>();
        for (UUID organisation : story.organisations()) {
            for (JsonNode summary : get(organisation, "/api/bills")) {
                JsonNode bill =
                        get(organisation, "/api/bills/" + summary.path("month").asText());
                for (String time : TIMES) {
                    bill.findParents(time).forEach(at -> ((ObjectNode) at).remove(time));
                }
                bills.add(bill);
            }
        }
        return bills;
    }

    private JsonNode get(UUID organisation, String path) {
        try {
            return json.readTree(RestAssured.given()
                    .header("Aquifer-Organisation", organisation)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
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
