package dev.aquifer.billing.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Measures from usage facts how fast replicas were on each chip: output tokens over the time in which a replica was
/// answering at least one request. Runs beside the intake and slows it by nothing: it reads the newest facts, an
/// unbroken stretch of them, and skips what came before when there are too many.
@ApplicationScoped
class ChipSpeeds {

    private static final int MOST = 5_000;
    private static final Duration LOOK_BACK = Duration.ofHours(1);
    private static final Duration AHEAD = Duration.ofSeconds(5);
    private static final UUID EVERYBODY = new UUID(0, 0);

    private final PriceBooks books;
    private final Tenancy tenancy;
    private final Sql sql;
    private final ObjectMapper json;
    private final InstantSource clock;

    ChipSpeeds(PriceBooks books, Tenancy tenancy, Sql sql, ObjectMapper json, InstantSource clock) {
        this.books = books;
        this.tenancy = tenancy;
        this.sql = sql;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.clock = clock;
    }

    private record Fact(UUID id, UsageRecorded usage) {}

    /// What is measured together.
    ///
    /// @param organisation whose model it is, or [#EVERYBODY] for a model of the public price book
    private record Place(UUID organisation, String model, String chipType, boolean simulated, UUID deployment) {}

    private record Speed(long requests, long tokens, long millis) {
        Speed plus(Speed other) {
            return new Speed(requests + other.requests, tokens + other.tokens, millis + other.millis);
        }
    }

    @Scheduled(every = "60s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        Set<String> known = tenancy.asNobody(() -> books.all().at(clock.instant()).stream()
                .flatMap(book -> book.of(SkuKind.TOKENS).stream())
                .map(entry -> entry.item())
                .collect(Collectors.toSet()));
        tenancy.asJobs(() -> {
            // One at a time, however many of us there are: nothing is to be measured twice.
            sql.list("select pg_advisory_xact_lock(7266275)", row -> true);
            List<Fact> facts = newest();
            if (!facts.isEmpty()) {
                save(speeds(facts, known));
                sql.update(
                        "insert into chip_speed_mark (fact) values (?)"
                                + " on conflict (only_row) do update set fact = excluded.fact",
                        facts.getFirst().id());
            }
            return sql.update(
                    "delete from chip_speed where day <= ?",
                    ServiceTime.day(clock.instant()).minusDays(Comparison.DAYS));
        });
    }

    /// Since the last look, newest first. Ids carry their time, so the newest are found by the key.
    private List<Fact> newest() {
        Instant now = clock.instant();
        UUID earliest = at(now.minus(LOOK_BACK));
        UUID mark = sql.first("select fact from chip_speed_mark", row -> Sql.uuid(row, "fact"))
                .filter(fact -> fact.toString().compareTo(earliest.toString()) > 0)
                .orElse(earliest);
        return sql.list(
                "select id, body from fact where id > ? and id < ? and type = ? order by id desc limit " + MOST,
                row -> new Fact(Sql.uuid(row, "id"), read(Sql.text(row, "body"))),
                mark,
                // An id of a clock that is ahead would keep all that comes after it from being looked at.
                at(now.plus(AHEAD)),
                UsageRecorded.TYPE);
    }

    /// The smallest id of this millisecond.
    private static UUID at(Instant millisecond) {
        return new UUID(millisecond.toEpochMilli() << 16, 0);
    }

    private UsageRecorded read(String body) {
        try {
            return json.readValue(body, UsageRecorded.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored fact cannot be read", e);
        }
    }

    private static Map<Place, Speed> speeds(List<Fact> facts, Set<String> known) {
        Map<Place, Map<UUID, List<UsageRecorded>>> byReplica = new HashMap<>();
        for (Fact fact : facts) {
            UsageRecorded usage = fact.usage();
            if (output(usage) > 0 && usage.durationMillis() > 0) {
                Place place = new Place(
                        known.contains(usage.modelSlug()) ? EVERYBODY : usage.organisation(),
                        usage.modelSlug(),
                        usage.chipType(),
                        usage.simulated(),
                        usage.deployment());
                byReplica
                        .computeIfAbsent(place, _ -> new HashMap<>())
                        .computeIfAbsent(usage.replica(), _ -> new ArrayList<>())
                        .add(usage);
            }
        }
        Map<Place, Speed> speeds = new HashMap<>();
        byReplica.forEach((place, replicas) -> replicas.values()
                .forEach(requests -> speeds.merge(
                        place,
                        new Speed(
                                requests.size(),
                                requests.stream().mapToLong(ChipSpeeds::output).sum(),
                                busyMillis(requests)),
                        Speed::plus)));
        return speeds;
    }

    private static long output(UsageRecorded usage) {
        return usage.tokens().output() + usage.tokens().reasoning();
    }

    /// The time that the requests cover together: two at once count once.
    static long busyMillis(Collection<UsageRecorded> requests) {
        List<UsageRecorded> ordered = requests.stream()
                .sorted(Comparator.comparing(UsageRecorded::startedAt))
                .toList();
        long busy = 0;
        Instant covered = Instant.MIN;
        for (UsageRecorded usage : ordered) {
            Instant end = usage.startedAt().plusMillis(usage.durationMillis());
            Instant start = usage.startedAt().isAfter(covered) ? usage.startedAt() : covered;
            if (end.isAfter(start)) {
                busy += Duration.between(start, end).toMillis();
                covered = end;
            }
        }
        return busy;
    }

    private void save(Map<Place, Speed> speeds) {
        if (speeds.isEmpty()) {
            return;
        }
        Map<UUID, Integer> chips = new HashMap<>();
        sql.list(
                "select deployment_id, max(chips) as chips from lease where deployment_id = any(?) group by deployment_id",
                row -> chips.put(Sql.uuid(row, "deployment_id"), row.getInt("chips")) == null,
                speeds.keySet().stream().map(Place::deployment).distinct().toList());
        // Several deployments of one size are one row: a statement may meet each row once.
        Map<Measured, Speed> rows = new HashMap<>();
        speeds.forEach((place, speed) ->
                rows.merge(measured(place, chips.getOrDefault(place.deployment(), 1)), speed, Speed::plus));
        sql.batch(
                "insert into chip_speed as s (organisation_id, model_slug, chip_type, simulated, day, chips, requests,"
                        + " output_tokens, busy_millis) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (organisation_id, model_slug, chip_type, simulated, chips, day) do update set"
                        + " requests = s.requests + excluded.requests,"
                        + " output_tokens = s.output_tokens + excluded.output_tokens,"
                        + " busy_millis = s.busy_millis + excluded.busy_millis",
                rows.entrySet().stream()
                        .map(row -> row(row.getKey(), row.getValue()))
                        .toList());
    }

    private record Measured(UUID organisation, String model, String chipType, boolean simulated, int chips) {}

    private static Measured measured(Place place, int chips) {
        return new Measured(place.organisation(), place.model(), place.chipType(), place.simulated(), chips);
    }

    private @Nullable Object[] row(Measured row, Speed speed) {
        return new @Nullable Object[] {
            row.organisation(),
            row.model(),
            row.chipType(),
            row.simulated(),
            ServiceTime.day(clock.instant()),
            row.chips(),
            speed.requests(),
            speed.tokens(),
            speed.millis()
        };
    }
}
