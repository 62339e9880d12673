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

/// The facts of the organisation that the transaction is bound to.
@ApplicationScoped
class Facts {

    private final Sql sql;

    Facts(Sql sql) {
        this.sql = sql;
    }

    /// Stores the facts whose ids are new.
    ///
    /// @return their ids
    Set<UUID> store(Collection<Fact> facts, Instant now) {
        if (facts.isEmpty()) {
            return Set.of();
        }
        List<UUID> ids = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        List<String> times = new ArrayList<>();
        List<@Nullable String> requests = new ArrayList<>();
        List<@Nullable String> firstTokens = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        UUID organisation = facts.iterator().next().organisation();
        for (Fact fact : facts) {
            ids.add(fact.id());
            types.add(fact.type());
            sources.add(fact.source());
            times.add(fact.at().toString());
            bodies.add(fact.body().toString());
            switch (fact.content()) {
                case Fact.Content.Usage(var usage) -> {
                    requests.add(usage.request());
                    Long millis = usage.firstTokenMillis();
                    firstTokens.add(usage.streamed() && millis != null ? millis.toString() : null);
                }
                case Fact.Content.OfLease _ -> {
                    requests.add(null);
                    firstTokens.add(null);
                }
            }
        }
        return new HashSet<>(sql.list(
                "insert into fact (id, organisation_id, type, source, at, recorded_at, request, first_token_millis, body)"
                        + " select id, ?, type, source, at::timestamptz, ?, request, first_token::bigint, body::jsonb"
                        + " from unnest(?, ?, ?, ?, ?, ?, ?) as t (id, type, source, at, request, first_token, body)"
                        + " on conflict (id) do nothing returning id",
                row -> Sql.uuid(row, "id"),
                organisation,
                now,
                ids,
                types,
                sources,
                times,
                requests,
                firstTokens,
                bodies));
    }

    /// True if the stored fact of this id says the same as this one.
    boolean sameAsStored(Fact fact) {
        return sql.first(
                        "select organisation_id = ? and type = ? and at = ? and body = ?::jsonb as same from fact"
                                + " where id = ?",
                        row -> row.getBoolean("same"),
                        fact.organisation(),
                        fact.type(),
                        fact.at(),
                        fact.body().toString(),
                        fact.id())
                .orElse(false);
    }
}
