package dev.aquifer.billing.bill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.bill.RequestView;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.usage.UsageRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The organisation's requests as they were metered, read from the facts themselves.
@ApplicationScoped
class Requests {

    private final Sql sql;
    private final ObjectMapper json;

    Requests(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /// Newest first.
    ///
    /// @param request only the one of this id; null: all
    List<RequestView> list(UUID organisation, @Nullable String request, @Nullable UUID after, int limit) {
        return sql.list(
                "select id, body from fact where organisation_id = ? and request is not null"
                        + " and (?::text is null or request = ?::text) and (?::uuid is null or id < ?::uuid)"
                        + " order by id desc limit ?",
                row -> view(Sql.uuid(row, "id"), Sql.text(row, "body")),
                organisation,
                request,
                request,
                after,
                after,
                limit);
    }

    /// Time to the first token that 95 of 100 streamed requests since then did not exceed.
    @Nullable Long firstTokenP95Millis(UUID organisation, Instant since) {
        return sql.first(
                        "select percentile_disc(0.95) within group (order by first_token_millis) as p95 from fact"
                                + " where organisation_id = ? and id >= ? and at >= ? and first_token_millis is not null",
                        row -> new P95(row.getObject("p95", Long.class)),
                        organisation,
                        // The first id that could have been made a day before: skips the months before it.
                        new UUID(since.minusSeconds(86_400).toEpochMilli() << 16, 0),
                        since)
                .orElseThrow()
                .millis();
    }

    private record P95(@Nullable Long millis) {}

    private RequestView view(UUID fact, String body) {
        UsageRecorded usage = read(body);
        return new RequestView(
                fact,
                usage.request(),
                usage.startedAt(),
                usage.key(),
                usage.playground(),
                usage.deploymentName(),
                usage.chipType(),
                usage.simulated(),
                usage.operation(),
                usage.outcome().name(),
                usage.tokens().input()
                        + usage.tokens().cacheRead()
                        + usage.tokens().cacheWrite(),
                usage.tokens().output() + usage.tokens().reasoning(),
                usage.durationMillis(),
                usage.firstTokenMillis());
    }

    private UsageRecorded read(String body) {
        try {
            return json.readValue(body, UsageRecorded.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored fact cannot be read", e);
        }
    }
}
