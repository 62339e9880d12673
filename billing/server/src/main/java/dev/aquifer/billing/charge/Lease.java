package dev.aquifer.billing.charge;

import dev.aquifer.platform.api.lease.LeaseOpened;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What billing knows of a lease. Without `opened` its opening has not arrived yet, and nothing is charged.
///
/// @param alive the last watermark, @param chargedUntil up to where charges stand
public record Lease(
        UUID organisation,
        UUID id,
        @Nullable LeaseOpened opened,
        @Nullable UUID openedFact,
        @Nullable UUID watermarkFact,
        @Nullable Instant alive,
        @Nullable Instant aliveRecordedAt,
        @Nullable UUID closedFact,
        @Nullable Instant closedAt,
        @Nullable Instant chargedUntil) {

    static Lease unknown(UUID organisation, UUID id) {
        return new Lease(organisation, id, null, null, null, null, null, null, null, null);
    }

    /// Up to where it is charged: its end, or else its last sign of life; null while neither is known.
    public @Nullable Instant until() {
        return closedAt != null ? closedAt : alive;
    }

    Lease with(LeaseFact fact, Instant now) {
        return switch (fact) {
            case LeaseFact.Opened(UUID factId, LeaseOpened facts)
            when opened == null ->
                new Lease(
                        organisation,
                        id,
                        facts,
                        factId,
                        watermarkFact,
                        alive,
                        aliveRecordedAt,
                        closedFact,
                        closedAt,
                        chargedUntil);
            case LeaseFact.Watermark(UUID factId, var mark)
            when alive == null || mark.alive().isAfter(alive) ->
                new Lease(
                        organisation,
                        id,
                        opened,
                        openedFact,
                        factId,
                        mark.alive(),
                        now,
                        closedFact,
                        closedAt,
                        chargedUntil);
            case LeaseFact.Closed(UUID factId, var end)
            when closedAt == null ->
                new Lease(
                        organisation,
                        id,
                        opened,
                        openedFact,
                        watermarkFact,
                        alive,
                        aliveRecordedAt,
                        factId,
                        end.until(),
                        chargedUntil);
            case LeaseFact.Opened _, LeaseFact.Watermark _, LeaseFact.Closed _ -> this;
        };
    }

    Lease charged(Instant until) {
        return new Lease(
                organisation,
                id,
                opened,
                openedFact,
                watermarkFact,
                alive,
                aliveRecordedAt,
                closedFact,
                closedAt,
                until);
    }
}
