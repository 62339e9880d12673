package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import org.jspecify.annotations.Nullable;

/// R10: how far an organisation has come to the least spend of a programme in one calendar year of service. What
/// was reached once stays reached. Confined to one batch, like [Use].
public final class Minimum {
    private final @Nullable Money least;
    private final boolean before;
    private Money eligible;
    private boolean reached;

    /// @param least null: none, @param eligible net so far, as it stands now
    public Minimum(@Nullable Money least, Money eligible, boolean reached) {
        this.least = least;
        this.eligible = eligible;
        this.reached = reached || least == null || eligible.compareTo(least) >= 0;
        this.before = reached || least == null;
    }

    /// A copy that no charge of this sum reaches, if it is not reached yet.
    Minimum before(Money sum) {
        return least == null || reached
                ? new Minimum(null, eligible, true)
                : new Minimum(least, eligible.min(least.minus(sum).minus(Money.ofFen(1))), false);
    }

    boolean reached() {
        return reached;
    }

    /// Whether this batch is the one that reached it.
    boolean change() {
        return reached && !before;
    }

    /// @return true if this reaches it
    boolean add(Money net) {
        eligible = eligible.plus(net);
        if (reached || least == null || eligible.compareTo(least) < 0) {
            return false;
        }
        reached = true;
        return true;
    }
}
