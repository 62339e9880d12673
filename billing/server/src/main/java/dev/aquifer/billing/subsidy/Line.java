package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.ServiceTime;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A charge with what each grant gives to it. Belongs to one [Book].
public final class Line {
    private ChargeNow charge;
    private final Map<UUID, Share> shares = new LinkedHashMap<>();

    public Line(ChargeNow charge, Collection<Share> shares) {
        this.charge = charge;
        shares.forEach(this::put);
    }

    public ChargeNow charge() {
        return charge;
    }

    /// By grant.
    public Map<UUID, Share> shares() {
        return shares;
    }

    public Money accrued(UUID programme) {
        return shares.values().stream()
                .filter(share -> share.programme().equals(programme))
                .map(Share::accrued)
                .reduce(Money.ZERO, Money::plus);
    }

    /// Why the programme gives less than net × ratio: what cut it, or else that a part is not eligible.
    @Nullable Reason reason(UUID programme) {
        var outside = false;
        for (var share : shares.values()) {
            if (share.programme().equals(programme)) {
                if (share.cut() != null) {
                    return share.cut();
                }
                outside |= share.reason() == Reason.NOT_ELIGIBLE;
            }
        }
        return outside ? Reason.NOT_ELIGIBLE : null;
    }

    void now(ChargeNow changed) {
        charge = changed;
    }

    void put(Share share) {
        shares.put(share.grant(), share);
    }

    int year() {
        return ServiceTime.month(charge.from()).getYear();
    }

    /// Whether any of its service is at or after the instant.
    boolean since(Instant from) {
        return charge.until().isAfter(from) || !charge.from().isBefore(from);
    }
}
