package dev.aquifer.billing.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.Charged;
import dev.aquifer.billing.sql.Sql;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Keeps the roll-ups: how much of a charge is of which hour, key and chip type. Charging pays for one inserted row
/// for each organisation and batch; adding up happens later, many batches at once, and at the latest when somebody
/// looks.
@ApplicationScoped
class Rollups {

    /// Stands for all keys of the playground, which live for an hour each.
    static final UUID PLAYGROUND = new UUID(0, 0);

    private static final int BATCH = 1_000;
    /// First half of the advisory lock's key; the second is the organisation's hash.
    private static final int LOCK = 0x75_73_61_67;

    private final Sql sql;
    private final Tenancy tenancy;
    private final ObjectMapper json;

    Rollups(Sql sql, Tenancy tenancy, ObjectMapper json) {
        this.sql = sql;
        this.tenancy = tenancy;
        this.json = json;
    }

    private record Place(UUID charge, Instant hour, UUID key, String chip) {}

    private record Amount(BigDecimal quantity, long requests, long firsts) {
        Amount plus(Amount other) {
            return new Amount(quantity.add(other.quantity), requests + other.requests, firsts + other.firsts);
        }
    }

    /// Inside the charging transaction.
    void charged(@Observes Charged event) {
        if (event.used().isEmpty()) {
            return;
        }
        Map<Place, Amount> parts = new LinkedHashMap<>();
        for (Charged.Used used : event.used()) {
            parts.merge(
                    new Place(
                            used.charge(),
                            used.usage().startedAt().truncatedTo(ChronoUnit.HOURS),
                            used.usage().playground()
                                    ? PLAYGROUND
                                    : used.usage().key(),
                            used.usage().chipType()),
                    new Amount(used.quantity(), 1, used.first() ? 1 : 0),
                    Amount::plus);
        }
        sql.update(
                "insert into usage_pending (organisation_id, parts) values (?, ?::jsonb)",
                event.organisation(),
                written(parts));
    }

    /// Adds up what is pending of the organisation that the transaction is bound to. Two at once wait for each other,
    /// so that whoever reads after it sees everything that was committed before it.
    void fold(UUID organisation) {
        sql.list("select pg_advisory_xact_lock(?, hashtext(?))", row -> true, LOCK, organisation.toString());
        while (foldSome(organisation) == BATCH) {
            // There is more.
        }
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void foldAll() {
        List<UUID> waiting = tenancy.asJobs(() -> sql.list(
                "select distinct organisation_id from usage_pending order by organisation_id",
                row -> Sql.uuid(row, "organisation_id")));
        waiting.forEach(organisation -> tenancy.asOrganisation(organisation, () -> fold(organisation)));
    }

    private int foldSome(UUID organisation) {
        return sql.first("""
                with taken as (
                  delete from usage_pending where organisation_id = ? and id in (
                    select id from usage_pending where organisation_id = ? order by id limit ?)
                  returning parts
                ), added as (
                  insert into usage_part as p
                    (organisation_id, charge_id, hour, key_id, chip_type, quantity, requests, firsts)
                  select ?, charge, hour, key, chip, sum(quantity), sum(requests), sum(firsts)
                  from taken, jsonb_to_recordset(taken.parts) as part
                    (charge uuid, hour timestamptz, key uuid, chip text, quantity numeric, requests bigint, firsts bigint)
                  group by charge, hour, key, chip
                  on conflict (organisation_id, charge_id, hour, key_id, chip_type) do update set
                    quantity = p.quantity + excluded.quantity,
                    requests = p.requests + excluded.requests,
                    firsts = p.firsts + excluded.firsts
                )
                select count(*) as folded from taken""", row -> row.getInt("folded"), organisation, organisation, BATCH, organisation)
                .orElse(0);
    }

    private String written(Map<Place, Amount> parts) {
        List<Map<String, Object>> rows = parts.entrySet().stream()
                .map(part -> Map.<String, Object>of(
                        "charge", part.getKey().charge(),
                        "hour", part.getKey().hour().toString(),
                        "key", part.getKey().key(),
                        "chip", part.getKey().chip(),
                        "quantity", part.getValue().quantity(),
                        "requests", part.getValue().requests(),
                        "firsts", part.getValue().firsts()))
                .toList();
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parts cannot be written as JSON", e);
        }
    }
}
