package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import org.jspecify.annotations.Nullable;

/// How much of one budget, ceiling or limit is used. Confined to one batch, which read it under a lock and writes the
/// difference back.
public final class Use {
    private final @Nullable Money most;
    private final Money before;
    private Money used;

    /// @param most null: without a bound
    public Use(@Nullable Money most, Money used) {
        this.most = most;
        this.before = used;
        this.used = used;
    }

    public Money used() {
        return used;
    }

    Money change() {
        return used.minus(before);
    }

    /// What may still accrue, not below zero; null: without a bound.
    @Nullable Money headroom() {
        return most == null ? null : most.minus(used).max(Money.ZERO);
    }

    /// The bound as it is kept beside what is used: never below it.
    @Nullable Money bound() {
        return most == null ? null : most.max(used);
    }

    void add(Money amount) {
        used = used.plus(amount);
        if (used.isNegative()) {
            throw new IllegalStateException("more given back than was used: " + used);
        }
    }
}
