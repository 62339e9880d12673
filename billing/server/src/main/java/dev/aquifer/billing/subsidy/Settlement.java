package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// R15: one sum for a claim, shared over the organisations by what was claimed for them, then the shortfall of each
/// over its charges; both by the largest remainder.
///
/// @param organisations in the order of the claim's lines, @param parts every line with what it falls short by
public record Settlement(Map<UUID, Sum> organisations, List<Part> parts) {

    /// Of one organisation; `claimed = paid + shortfall`.
    public record Sum(Money claimed, Money paid, Money shortfall) {}

    /// @param shortfall 0 to the line's amount; 0 for a negative line
    public record Part(ClaimLine line, Money shortfall) {}

    /// The least and the most that may be paid. A claim of less than nothing is set off in full.
    public record Range(Money least, Money most) {
        public static Range of(List<ClaimLine> lines) {
            var total = total(lines);
            return new Range(total.min(Money.ZERO), total);
        }

        public boolean holds(Money paid) {
            return paid.compareTo(least) >= 0 && paid.compareTo(most) <= 0;
        }
    }

    public static Money total(List<ClaimLine> lines) {
        return lines.stream().map(ClaimLine::amount).reduce(Money.ZERO, Money::plus);
    }

    /// @throws IllegalArgumentException if more is paid than was claimed
    public static Settlement of(List<ClaimLine> lines, Money paid) {
        if (!Range.of(lines).holds(paid)) {
            throw new IllegalArgumentException("paid " + paid + " of a claim of " + total(lines));
        }
        var byOrganisation = grouped(lines, ClaimLine::organisation);
        var claimed = byOrganisation.values().stream().map(Settlement::total).toList();
        // A negative sum, given back after it was paid, is set off in full; the money and what was set off are shared.
        var setOff = claimed.stream().map(sum -> sum.min(Money.ZERO)).reduce(Money.ZERO, Money::plus);
        var shares = share(paid.minus(setOff), claimed);
        var sums = new LinkedHashMap<UUID, Sum>();
        var parts = new ArrayList<Part>();
        int i = 0;
        for (var organisation : byOrganisation.entrySet()) {
            var sum = claimed.get(i);
            var share = sum.isNegative() ? sum : shares.get(i);
            sums.put(organisation.getKey(), new Sum(sum, share, sum.minus(share)));
            parts.addAll(parts(organisation.getValue(), sum.minus(share)));
            i++;
        }
        return new Settlement(sums, List.copyOf(parts));
    }

    /// Over the charges, then over the grants of a charge.
    private static List<Part> parts(List<ClaimLine> lines, Money shortfall) {
        var byCharge = grouped(lines, ClaimLine::charge);
        var perCharge = share(
                shortfall, byCharge.values().stream().map(Settlement::total).toList());
        var parts = new ArrayList<Part>();
        int i = 0;
        for (var ofCharge : byCharge.values()) {
            var perGrant = share(
                    perCharge.get(i++), ofCharge.stream().map(ClaimLine::amount).toList());
            for (int j = 0; j < ofCharge.size(); j++) {
                parts.add(new Part(ofCharge.get(j), perGrant.get(j)));
            }
        }
        return parts;
    }

    private static List<Money> share(Money sum, List<Money> amounts) {
        return amounts.isEmpty()
                ? List.of()
                : Rounding.share(
                        sum,
                        amounts.stream()
                                .map(amount -> amount.max(Money.ZERO).yuan())
                                .toList());
    }

    private static <K> Map<K, List<ClaimLine>> grouped(List<ClaimLine> lines, Function<ClaimLine, K> by) {
        return lines.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }
}
