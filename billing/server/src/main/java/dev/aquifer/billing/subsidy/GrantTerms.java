package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks that what is granted stays within its programme and beside the organisation's other grants.
@ApplicationScoped
class GrantTerms {
    private final Ids ids;
    private final Programmes programmes;
    private final Grants grants;

    GrantTerms(Ids ids, Programmes programmes, Grants grants) {
        this.ids = ids;
        this.programmes = programmes;
        this.grants = grants;
    }

    /// The grant as it was decided, once all its terms are within the programme.
    Grant grant(Application application, Decide decision) {
        var programme = programmes.get(application.programme()).rules();
        var violations = new ArrayList<Problems.Violation>();
        var ratio = decision.ratio() == null ? BigDecimal.ZERO : decision.ratio();
        if (ratio.signum() <= 0 || !within(ratio, programme)) {
            violations.add(new Problems.Violation(
                    "ratio", "must be above 0 and at most " + most(programme) + ", with at most 8 decimals"));
        }
        var first = start(decision.validFrom(), programme.from());
        var end = start(decision.validUntil(), programme.from());
        if (decision.validFrom() == null || first.isBefore(programme.from())) {
            violations.add(new Problems.Violation(
                    "validFrom", "must be a day from " + ServiceTime.day(programme.from()) + " on"));
        }
        if (decision.validUntil() == null || end.isAfter(programme.until()) || !first.isBefore(end)) {
            violations.add(new Problems.Violation(
                    "validUntil", "must be a day after validFrom and at most " + ServiceTime.day(programme.until())));
        }
        if (decision.limit() != null && !decision.limit().isPositive()) {
            violations.add(new Problems.Violation("limit", "must be above 0.00, or left out"));
        }
        if (!violations.isEmpty()) {
            throw Problems.invalid(violations);
        }
        for (var other : grants.of(application.organisation())) {
            if (other.programme().equals(programme.id()) && other.overlaps(first, end)) {
                throw Problems.conflict("The organisation has a grant under this programme from "
                        + ServiceTime.day(other.from()) + " until " + ServiceTime.day(other.until())
                        + "; grants must not overlap.");
            }
        }
        return new Grant(
                ids.next(),
                programme.id(),
                application.organisation(),
                first,
                end,
                decision.limit(),
                List.of(new RatioVersion(ids.next(), first, ratio)));
    }

    static boolean within(BigDecimal ratio, Programme programme) {
        return ratio.compareTo(programme.maxRatio()) <= 0
                && ratio.stripTrailingZeros().scale() <= 8;
    }

    static String most(Programme programme) {
        return Grants.plain(programme.maxRatio()).toPlainString();
    }

    private static Instant start(@Nullable LocalDate day, Instant otherwise) {
        return day == null ? otherwise : ServiceTime.start(day);
    }
}
