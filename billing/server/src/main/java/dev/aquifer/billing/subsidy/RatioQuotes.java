package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.ServiceTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a charge that begins now would be given: worked out by the same [Book] as real charges, over copies of
/// what is used, and thrown away. So several programmes, groups, the cap and a least spend count here as they do
/// on the bill. Read without a lock: for display. The transaction is bound to the organisation.
@ApplicationScoped
class RatioQuotes {
    /// Large enough that every ratio gives at least a fen.
    private static final Money NET = Money.of("100.00");

    private final InstantSource clock;
    private final Grants grants;
    private final Uses uses;
    private final CombinedCaps caps;

    RatioQuotes(InstantSource clock, Grants grants, Uses uses, CombinedCaps caps) {
        this.clock = clock;
        this.grants = grants;
        this.uses = uses;
        this.caps = caps;
    }

    /// @param ratio what the programme gives, after the combined cap
    /// @param headroom what may still accrue under it; null: without a bound
    record Given(
            Programme programme, BigDecimal ratio, @Nullable Money headroom) {}

    /// The programmes that would give anything, in order of priority.
    List<Given> of(UUID organisation, String kind, String purpose, String chipOrigin) {
        var held = grants.held(organisation);
        if (held.isEmpty()) {
            return List.of();
        }
        var now = clock.instant();
        var month = ServiceTime.month(now);
        var charge = new ChargeNow(new UUID(0, 0), organisation, kind, purpose, chipOrigin, now, now, NET, month);
        return given(held, caps.all(), uses.copy(organisation, held, month.getYear(), NET), charge);
    }

    static List<Given> given(List<Held> held, CombinedCap cap, Bounds bounds, ChargeNow charge) {
        var headrooms =
                held.stream().map(each -> headroom(each, bounds, charge)).toList();
        var line = new Line(charge, List.of());
        new Book(held, cap, bounds, _ -> List.of(), List.of(line)).post(charge);
        var left = cap.at(charge.from());
        var all = new ArrayList<Given>();
        for (int i = 0; i < held.size(); i++) {
            var programme = held.get(i).programme();
            if (line.accrued(programme.id()).isPositive()) {
                var ratio = ratio(line, programme).min(left);
                left = left.subtract(ratio);
                all.add(new Given(
                        programme, Grants.plain(ratio), headrooms.get(i).orElse(null)));
            }
        }
        return all;
    }

    private static BigDecimal ratio(Line line, Programme programme) {
        for (var share : line.shares().values()) {
            var ratio = share.ratio();
            if (share.programme().equals(programme.id()) && ratio != null && ratio.signum() > 0) {
                return ratio;
            }
        }
        return BigDecimal.ZERO;
    }

    private static Optional<Money> headroom(Held held, Bounds bounds, ChargeNow charge) {
        return held.grants().stream()
                .filter(grant -> grant.runs(charge.from()))
                .findFirst()
                .flatMap(grant -> Optional.ofNullable(
                        bounds.headroom(grant, year(charge.from())).least()));
    }

    private static int year(Instant at) {
        return ServiceTime.month(at).getYear();
    }
}
