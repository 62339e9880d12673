package dev.aquifer.billing.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.Promises;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.FeeDesk;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.billing.charge.UsageFact;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A bill is nothing but its facts, in the order in which they were stored, and how its month was closed.
@QuarkusTest
@WithTestResource(BillingServers.class)
class RebuildTest {

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);
    private final Instant tenth = ServiceTime.start(last.atDay(10)).plusSeconds(36_000);

    @Inject
    Given given;

    @Inject
    BillClose closing;

    @Inject
    BillDesk desk;

    @Inject
    ClosedBills bills;

    @Inject
    Customers customers;

    @Inject
    FeeDesk fees;

    @Inject
    Ledger ledger;

    @Inject
    Organisations organisations;

    @Inject
    PriceBooks books;

    @Inject
    Tenancy tenancy;

    @Inject
    ObjectMapper json;

    /// Facts that were stored in one transaction.
    private record Batch(Instant recordedAt, List<UsageFact> usage, List<LeaseFact> leases) {}

    @Test
    void the_fact_table_alone_makes_the_same_bytes_again() {
        // given: tiers and a minimum, facts in many batches, one bill closed, and facts that came after that
        UUID organisation = given.organisation("Rebuilt", "ann=OWNER");
        await().atMost(Duration.ofSeconds(20)).until(() -> organisations.known(organisation));
        contract(organisation);
        Random random = new Random(11);
        LeaseOpened lease = given.lease(organisation, "local-cpu", 3, tenth);
        send(organisation, Topics.LEASES, List.of(given.opened(lease)));
        for (int batch = 0; batch < 4; batch++) {
            send(organisation, Topics.USAGE, usage(organisation, random, 15));
        }
        send(organisation, Topics.LEASES, List.of(given.closed(lease, tenth.plusSeconds(200_003))));
        closing.close(organisation, last, "Olga");
        String document = stored(organisation);
        send(organisation, Topics.USAGE, usage(organisation, random, 10));
        send(organisation, Topics.USAGE, usage(organisation, random, 10));
        BillView open = open(organisation);
        assertThat(open.credits()).isNotEmpty();
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();

        // when: everything is lost but the facts, the contract, and how the month was closed
        List<@Nullable String> close = given.asSuperuser(
                        "select organisation_id, month, closed_at, closed_by, organisation_name, issuer, bill_number from month_close"
                                + " where organisation_id = '" + organisation + "'")
                .getFirst();
        Instant closedAt = Instant.parse(Objects.requireNonNull(
                given.asSuperuser("select to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                + " from month_close where organisation_id = '" + organisation + "'")
                        .getFirst()
                        .getFirst()));
        forget(organisation);
        List<Batch> batches = batches(organisation);
        batches.stream()
                .filter(batch -> !batch.recordedAt().isAfter(closedAt))
                .forEach(batch -> take(organisation, batch));
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            fees.settle(organisation, last);
        });
        given.asSuperuser("insert into month_close values ('" + String.join("', '", close) + "')");
        batches.stream()
                .filter(batch -> batch.recordedAt().isAfter(closedAt))
                .forEach(batch -> take(organisation, batch));

        // then
        assertThat(batches).hasSizeGreaterThan(4);
        assertThat(tenancy.asOrganisation(organisation, () -> closing.again(organisation, last)))
                .isEqualTo(document);
        BillView again = open(organisation);
        assertThat(again.groups()).isEqualTo(open.groups());
        assertThat(again.credits()).isEqualTo(open.credits());
        assertThat(again.payable()).isEqualTo(open.payable());
    }

    private List<String> usage(UUID organisation, Random random, int count) {
        List<String> usage = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            usage.add(given.recorded(given.usage(
                    organisation,
                    new UUID(5, random.nextInt(3)),
                    tenth.plusSeconds(random.nextInt(1_000_000)),
                    new Tokens(1 + random.nextInt(900_000), 0, 0, 1 + random.nextInt(900_000), 0))));
        }
        return usage;
    }

    /// Output tokens in two tiers, 300.00 a month at least.
    private void contract(UUID organisation) {
        String version = "C-" + organisation;
        given.asSuperuser("insert into contract_book (organisation_id, version, valid_from, currency, vat_rate, title,"
                + " changed_by, changed_at) values ('" + organisation + "', '" + version + "', '"
                + ServiceTime.start(last) + "', 'CNY', 0.06, 'A contract', 'test', now())");
        given.asSuperuser("insert into contract_entry values ('" + organisation + "', '" + version + "', 0, 'TOKENS', '"
                + Given.MODEL
                + "', 'OUTPUT', null, 'GRADUATED', null, '{10000000}', '{8,6}', null, null, null, null, 300,"
                + " 0)");
        given.asSuperuser("update contract_book set state = 'PUBLISHED' where version = '" + version + "'");
        books.forget();
    }

    /// Through Kafka, until everything is charged.
    private void send(UUID organisation, String topic, List<String> events) {
        int before = facts(organisation);
        given.sendAll(topic, organisation, events);
        await().atMost(Duration.ofSeconds(30)).until(() -> facts(organisation) == before + events.size());
    }

    private int facts(UUID organisation) {
        return Integer.parseInt(Objects.requireNonNull(
                given.asSuperuser("select count(*) from fact where organisation_id = '" + organisation + "'")
                        .getFirst()
                        .getFirst()));
    }

    /// The facts in their stored order: transaction by transaction, and in each by id.
    private List<Batch> batches(UUID organisation) {
        Map<Instant, Batch> batches = new LinkedHashMap<>();
        given.asSuperuser("select id, type, to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),"
                        + " to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), body"
                        + " from fact where organisation_id = '" + organisation + "' order by recorded_at, id")
                .forEach(row -> {
                    UUID id = UUID.fromString(Objects.requireNonNull(row.get(0)));
                    Instant at = Instant.parse(Objects.requireNonNull(row.get(2)));
                    Instant recordedAt = Instant.parse(Objects.requireNonNull(row.get(3)));
                    String body = Objects.requireNonNull(row.get(4));
                    Batch batch = batches.computeIfAbsent(
                            recordedAt, when -> new Batch(when, new ArrayList<>(), new ArrayList<>()));
                    switch (Objects.requireNonNull(row.get(1))) {
                        case UsageRecorded.TYPE ->
                            batch.usage().add(new UsageFact(id, at, read(body, UsageRecorded.class)));
                        case LeaseOpened.TYPE ->
                            batch.leases().add(new LeaseFact.Opened(id, read(body, LeaseOpened.class)));
                        case LeaseClosed.TYPE ->
                            batch.leases().add(new LeaseFact.Closed(id, read(body, LeaseClosed.class)));
                        default -> throw new IllegalStateException("a fact of another type: " + row);
                    }
                });
        return List.copyOf(batches.values());
    }

    private <T> T read(String body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(UUID organisation, Batch batch) {
        customers.charge(organisation, batch.usage(), batch.leases());
    }

    private void forget(UUID organisation) {
        String tables = given.asSuperuser(
                        "select string_agg(table_name, ',') from information_schema.columns join pg_class"
                                + " on relname = table_name and relnamespace = 'public'::regnamespace and not relispartition"
                                + " where column_name = 'organisation_id' and table_schema = 'public' and table_name not in"
                                + " ('organisation', 'member', 'standing', 'fact', 'contract_book', 'contract_entry')")
                .getFirst()
                .getFirst();
        StringBuilder all = new StringBuilder("set session_replication_role = replica;");
        for (String table : Objects.requireNonNull(tables).split(",", -1)) {
            all.append("delete from ")
                    .append(table)
                    .append(" where organisation_id = '")
                    .append(organisation)
                    .append("';");
        }
        given.asSuperuser(all.toString());
    }

    private String stored(UUID organisation) {
        return tenancy.asOrganisation(
                organisation, () -> bills.find(organisation, last).orElseThrow().document());
    }

    private BillView open(UUID organisation) {
        return tenancy.asOrganisation(
                organisation, () -> desk.find(organisation, running).orElseThrow());
    }
}
