package dev.aquifer.billing.intake;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The facts of all organisations: the transaction is bound to jobs.
@ApplicationScoped
class Facts {

    private final Sql sql;

    Facts(Sql sql) {
        this.sql = sql;
    }

    /// Facts as columns, the way that one statement takes many.
    private static final class Columns {
        final List<UUID> ids = new ArrayList<>();
        final List<UUID> organisations = new ArrayList<>();
        final List<String> types = new ArrayList<>();
        final List<String> sources = new ArrayList<>();
        final List<String> times = new ArrayList<>();
        final List<@Nullable String> requests = new ArrayList<>();
        final List<@Nullable String> firstTokens = new ArrayList<>();
        final List<String> bodies = new ArrayList<>();

        Columns(Collection<Fact> facts) {
            for (Fact fact : facts) {
                ids.add(fact.id());
                organisations.add(fact.organisation());
                types.add(fact.type());
                sources.add(fact.source());
                times.add(fact.at().toString());
                bodies.add(fact.body());
                switch (fact.content()) {
                    case Fact.Content.Usage(var usage) -> {
                        requests.add(usage.request());
                        Long millis = usage.firstTokenMillis();
                        firstTokens.add(usage.streamed() && millis != null ? millis.toString() : null);
                    }
                    case Fact.Content.OfLease _, Fact.Content.Storage _ -> {
                        requests.add(null);
                        firstTokens.add(null);
                    }
                }
            }
        }
    }

    /// Stores the facts whose ids are new.
    ///
    /// @param facts in ascending order of their ids
    /// @return the new ids
    Set<UUID> store(Collection<Fact> facts, Instant now) {
        if (facts.isEmpty()) {
            return Set.of();
        }
        Columns columns = new Columns(facts);
        return new HashSet<>(sql.list(
                "insert into fact (id, organisation_id, type, source, at, recorded_at, request, first_token_millis, body)"
                        + " select id, organisation, type, source, at::timestamptz, ?, request, first_token::bigint,"
                        + " body::jsonb from unnest(?, ?, ?, ?, ?, ?, ?, ?)"
                        + " as t (id, organisation, type, source, at, request, first_token, body)"
                        + " on conflict (id) do nothing returning id",
                row -> Sql.uuid(row, "id"),
                now,
                columns.ids,
                columns.organisations,
                columns.types,
                columns.sources,
                columns.times,
                columns.requests,
                columns.firstTokens,
                columns.bodies));
    }

    /// Which of the facts say the same as those that are stored under their ids. Each is looked up by its id, however
    /// many there are.
    Set<UUID> sameAsStored(Collection<Fact> facts) {
        Columns columns = new Columns(facts);
        return new HashSet<>(sql.list(
                "select t.id from unnest(?, ?, ?, ?, ?) as t (id, organisation, type, at, body) cross join lateral ("
                        + "select from fact f where f.id = t.id and f.organisation_id = t.organisation"
                        + " and f.type = t.type and f.at = t.at::timestamptz and f.body = t.body::jsonb limit 1) same",
                row -> Sql.uuid(row, "id"),
                columns.ids,
                columns.organisations,
                columns.types,
                columns.times,
                columns.bodies));
    }
}
