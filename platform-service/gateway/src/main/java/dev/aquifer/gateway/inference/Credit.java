package dev.aquifer.gateway.inference;

import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.billing.api.standing.StandingState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Whether an organisation may go on: what billing says is available, less what this gateway has seen since the
/// moment up to which billing had rated. The overshoot is at most the requests that are already running.
final class Credit {
    private final BigDecimal withoutStanding;
    private final ConcurrentHashMap<UUID, Spent> spent = new ConcurrentHashMap<>();

    Credit(BigDecimal withoutStanding) {
        this.withoutStanding = withoutStanding;
    }

    /// Costs that billing has not rated yet, in the order in which they arose; the sum is kept beside them.
    private static final class Spent {
        final ConcurrentLinkedQueue<Item> items = new ConcurrentLinkedQueue<>();
        final AtomicLong units = new AtomicLong();

        record Item(Instant at, long units) {}

        void forget(Instant ratedThrough) {
            while (true) {
                Item oldest = items.peek();
                if (oldest == null || oldest.at.isAfter(ratedThrough)) {
                    return;
                }
                // Whoever takes it out also takes it off the sum.
                if (items.remove(oldest)) {
                    units.addAndGet(-oldest.units);
                }
            }
        }
    }

    /// Null if it may go on, else the refusal.
    @Nullable Failure refusal(UUID organisation, @Nullable StandingChanged standing) {
        if (standing != null && standing.state() == StandingState.SUSPENDED) {
            return Failure.outOfCredit("The organisation's credit is used up. Add credit or ask for a higher limit.");
        }
        Spent since = spent.get(organisation);
        if (since != null && standing != null) {
            since.forget(standing.ratedThrough());
        }
        BigDecimal available = standing == null ? withoutStanding : standing.available();
        BigDecimal used = since == null ? BigDecimal.ZERO : BigDecimal.valueOf(since.units.get(), 8);
        if (available.compareTo(used) > 0) {
            return null;
        }
        return Failure.outOfCredit(
                standing == null
                        ? "The organisation's standing is not known yet, and CNY "
                                + withoutStanding.stripTrailingZeros().toPlainString() + " were used until now."
                        : "The organisation's credit is used up. Add credit or ask for a higher limit.");
    }

    /// Notes what a request cost.
    void spend(UUID organisation, Instant at, long units) {
        if (units > 0) {
            Spent since = spent.get(organisation);
            if (since == null) {
                since = spent.computeIfAbsent(organisation, id -> new Spent());
            }
            since.items.add(new Spent.Item(at, units));
            since.units.addAndGet(units);
        }
    }
}
