package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// What a claim asks for one charge under one grant. The parts of a charge under several grants stand together.
///
/// @param amount negative where something was taken back after it had been paid
public record ClaimLine(UUID organisation, UUID charge, UUID grant, Money amount) {

    /// R15: every accrual of the programme that is not in a claim yet, net of reversals, in order of posting.
    public static List<ClaimLine> of(Collection<Line> posted, UUID programme) {
        var lines = new ArrayList<ClaimLine>();
        for (var line : posted) {
            for (var share : line.shares().values()) {
                if (share.programme().equals(programme) && !share.unclaimed().isZero()) {
                    lines.add(new ClaimLine(
                            line.charge().organisation(), line.charge().charge(), share.grant(), share.unclaimed()));
                }
            }
        }
        return lines;
    }

    /// R16: the lines of a claim under way, less what of a charge is taken back under a grant; at most what they
    /// hold.
    public static List<ClaimLine> less(List<ClaimLine> lines, Movement taken, Money amount) {
        return lines.stream()
                .map(line ->
                        line.charge().equals(taken.charge()) && line.grant().equals(taken.grant())
                                ? line.less(amount.min(line.amount().max(Money.ZERO)))
                                : line)
                .toList();
    }

    private ClaimLine less(Money taken) {
        return new ClaimLine(organisation, charge, grant, amount.minus(taken));
    }
}
