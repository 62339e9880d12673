package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.api.subsidy.ClaimLineView;
import dev.aquifer.billing.api.subsidy.OwnClaimView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Accruals and claims as the organisation sees them: its own lines and sums, and the state of the whole.
@ApplicationScoped
class OwnClaims {
    private final Caller caller;
    private final Programmes programmes;
    private final ProgrammeClaims claims;
    private final ClaimParts lines;
    private final Accruals accruals;
    private final InstantSource clock;

    OwnClaims(
            Caller caller,
            Programmes programmes,
            ProgrammeClaims claims,
            ClaimParts lines,
            Accruals accruals,
            InstantSource clock) {
        this.accruals = accruals;
        this.clock = clock;
        this.caller = caller;
        this.programmes = programmes;
        this.claims = claims;
        this.lines = lines;
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
    List<OwnClaimView> list() {
        return lines.claimsOf(caller.organisation()).stream()
                .map(this::view)
                .flatMap(Optional::stream)
                .toList();
    }

    /// @param month of the bill, e.g. `2026-11`; null: the running one
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
    List<SubsidyLine> accruals(@Nullable String month) {
        try {
            return accruals.lines(
                    caller.organisation(), month == null ? ServiceTime.month(clock.instant()) : YearMonth.parse(month));
        } catch (DateTimeParseException _) {
            throw Problems.invalid("month", "must be a month like 2026-11");
        }
    }

    private Optional<OwnClaimView> view(UUID id) {
        return claims.find(id).map(claim -> {
            var programme = programmes.get(claim.programme());
            var own = lines.lines(id, caller.organisation());
            boolean settled = claim.paid() != null;
            return new OwnClaimView(
                    id,
                    programme.rules().code(),
                    programme.title(),
                    programme.titleZh(),
                    claim.period(),
                    claim.state(),
                    sum(own.stream().map(ClaimLineView::claimed).toList()),
                    settled
                            ? sum(own.stream()
                                    .map(ClaimLineView::paid)
                                    .flatMap(paid -> Optional.ofNullable(paid).stream())
                                    .toList())
                            : null,
                    settled
                            ? sum(own.stream()
                                    .map(ClaimLineView::shortfall)
                                    .flatMap(shortfall -> Optional.ofNullable(shortfall).stream())
                                    .toList())
                            : null,
                    claim.reasons(),
                    own);
        });
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }
}
