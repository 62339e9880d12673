package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.bill.UsageSummary;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.usage.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Requests and tokens by service day, for screens.
@ApplicationScoped
public class UsageDays {

    /// Sums over some days. @param keyRequests those that came with a person's key, not from the playground
    public record Totals(long requests, long keyRequests, long inputTokens, long outputTokens) {

        Totals plus(Totals other) {
            return new Totals(
                    requests + other.requests,
                    keyRequests + other.keyRequests,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens);
        }
    }

    private final Sql sql;

    UsageDays(Sql sql) {
        this.sql = sql;
    }

    void add(UUID organisation, List<UsageFact> usage) {
        Map<LocalDate, Totals> days = new TreeMap<>();
        for (UsageFact fact : usage) {
            Tokens tokens = fact.usage().tokens();
            days.merge(
                    ServiceTime.day(fact.usage().startedAt()),
                    new Totals(
                            1,
                            fact.usage().playground() ? 0 : 1,
                            tokens.input() + tokens.cacheRead() + tokens.cacheWrite(),
                            tokens.output() + tokens.reasoning()),
                    Totals::plus);
        }
        sql.batch(
                "insert into usage_day as d (organisation_id, day, requests, key_requests, input_tokens, output_tokens)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (organisation_id, day) do update set"
                        + " requests = d.requests + excluded.requests,"
                        + " key_requests = d.key_requests + excluded.key_requests,"
                        + " input_tokens = d.input_tokens + excluded.input_tokens,"
                        + " output_tokens = d.output_tokens + excluded.output_tokens",
                days.entrySet().stream()
                        .map(day -> new @Nullable Object[] {
                            organisation,
                            day.getKey(),
                            day.getValue().requests(),
                            day.getValue().keyRequests(),
                            day.getValue().inputTokens(),
                            day.getValue().outputTokens()
                        })
                        .toList());
    }

    /// Sums from the first of the days up to the second, exclusive.
    public Totals between(UUID organisation, LocalDate from, LocalDate until) {
        return sql.first(
                        "select coalesce(sum(requests), 0) as requests, coalesce(sum(key_requests), 0) as key_requests,"
                                + " coalesce(sum(input_tokens), 0) as input_tokens,"
                                + " coalesce(sum(output_tokens), 0) as output_tokens from usage_day"
                                + " where organisation_id = ? and day >= ? and day < ?",
                        row -> new Totals(
                                row.getLong("requests"),
                                row.getLong("key_requests"),
                                row.getLong("input_tokens"),
                                row.getLong("output_tokens")),
                        organisation,
                        from,
                        until)
                .orElseThrow();
    }

    /// The days that had any use, from this one on, oldest first.
    public List<UsageSummary.Day> since(UUID organisation, LocalDate from) {
        return sql.list(
                "select day, input_tokens, output_tokens, requests from usage_day"
                        + " where organisation_id = ? and day >= ? order by day",
                row -> new UsageSummary.Day(
                        Objects.requireNonNull(row.getObject("day", LocalDate.class)),
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("requests")),
                organisation,
                from);
    }
}
