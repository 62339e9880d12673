package dev.aquifer.gateway.inference;

import dev.aquifer.gateway.snapshot.Snapshot;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyKind;
import dev.aquifer.platform.api.usage.Outcome;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request that has passed all checks: who asks what of which deployment. It knows how to say so in headers,
/// and how to turn its tokens into the usage event.
///
/// @param snapshot as it was when the request was checked; its prices are the ones that are shown
record Ask(
        Serving serving,
        Exchange exchange,
        Operation operation,
        Call call,
        KeyChanged key,
        RouteChanged route,
        Snapshot snapshot) {
    /// The cost of a request and the event that states its usage.
    record Metered(UUID event, Tally tally, @Nullable Cost cost) {}

    Metered meter(Tally tally) {
        Cost cost = Cost.of(
                tally.tokens(),
                route,
                snapshot.prices(key.organisation(), serving.clock.instant()),
                snapshot.standing(key.organisation()));
        serving.metrics.billed(tally);
        return new Metered(Ids.uuid7(serving.clock.millis()), tally, cost);
    }

    /// Makes the usage durable. The future completes on the request's event loop.
    Future<Void> record(Metered metered, Outcome outcome, UUID replica, @Nullable Long firstTokenMillis) {
        Instant at = serving.clock.instant();
        var usage = new UsageRecorded(
                key.organisation(),
                key.key(),
                key.kind() == KeyKind.PLAYGROUND,
                exchange.id,
                route.deployment(),
                route.name(),
                route.modelSlug(),
                route.tokensPriced(),
                replica,
                route.chipType(),
                route.simulated(),
                operation.word,
                call.stream(),
                outcome,
                metered.tally.tokens(),
                exchange.startedAt,
                exchange.elapsedMillis(),
                firstTokenMillis);
        byte[] event = serving.facts.bytes(metered.event, at, usage);
        Cost cost = metered.cost;
        return Future.fromCompletionStage(serving.journal.append(event), exchange.context)
                .onSuccess(done -> {
                    if (cost != null) {
                        serving.credit.spend(key.organisation(), at, cost.listUnits());
                    }
                });
    }

    /// The head of an answer that an engine gave.
    HttpServerResponse head(UUID replica) {
        HttpServerResponse response = exchange.head(200)
                .putHeader("aquifer-chip", route.chipType())
                .putHeader("aquifer-deployment", route.deployment().toString())
                .putHeader("aquifer-replica", replica.toString())
                .putHeader("aquifer-simulated", Boolean.toString(route.simulated()));
        if (!call.ignored().isEmpty()) {
            response.putHeader("aquifer-ignored", String.join(",", call.ignored()));
        }
        return response;
    }

    /// The member `aquifer` of an answer. Amounts are text: clients must not read them as binary fractions.
    String aquiferMember(Metered metered) {
        var out = new StringBuilder(256).append("\"aquifer\":{");
        Cost cost = metered.cost;
        if (cost != null) {
            out.append("\"cost\":{\"currency\":\"").append(cost.currency()).append('"');
            amount(out, "list", cost.list());
            amount(out, "subsidy", cost.subsidy());
            amount(out, "payable", cost.payable());
            out.append("},\"price_book\":\"").append(cost.priceBook()).append("\",");
        }
        return out.append("\"chip\":\"")
                .append(route.chipType())
                .append("\",\"simulated\":")
                .append(route.simulated())
                .append(",\"event_id\":\"")
                .append(metered.event)
                .append("\",\"estimate\":true}")
                .toString();
    }

    private static void amount(StringBuilder out, String name, BigDecimal value) {
        out.append(",\"")
                .append(name)
                .append("\":\"")
                .append(value.toPlainString())
                .append('"');
    }

    /// Zero where the model's bound does not hold for the request as a whole.
    int contextLength() {
        return operation == Operation.CHAT ? route.contextLength() : 0;
    }
}
