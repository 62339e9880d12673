package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClaimState;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.billing.subsidy.ProgrammeClaims.Packed;
import dev.aquifer.billing.subsidy.ProgrammeClaims.ProgrammeClaim;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Puts a claim together with its parts, its package, its steps, and how it compares with the accruals of its lines.
@ApplicationScoped
class ClaimViews {
    private final Programmes programmes;
    private final ProgrammeClaims claims;
    private final ClaimParts parts;
    private final Acts acts;

    ClaimViews(Programmes programmes, ProgrammeClaims claims, ClaimParts parts, Acts acts) {
        this.programmes = programmes;
        this.claims = claims;
        this.parts = parts;
        this.acts = acts;
    }

    ClaimView view(ProgrammeClaim claim) {
        var programme = programmes.get(claim.programme());
        boolean open = claim.state() == ClaimState.OPEN;
        boolean settled = claim.paid() != null;
        var found = open ? parts.open(claim.programme()) : parts.of(claim.id(), settled);
        var claimed = sum(found.stream().map(part -> part.part().claimed()).toList());
        var accrued = sum(found.stream().map(ClaimParts.Part::accrued).toList());
        var shortfall = claim.paid() == null ? Money.ZERO : claimed.minus(claim.paid());
        var packed = claims.packed(claim.id());
        return new ClaimView(
                claim.id(),
                claim.programme(),
                programme.rules().code(),
                programme.title(),
                programme.titleZh(),
                claim.period(),
                claim.state(),
                found.size(),
                found.stream().mapToInt(part -> part.part().lines()).sum(),
                claimed,
                accrued,
                claimed.minus(accrued),
                finding(open, claimed.minus(accrued), shortfall),
                claim.paid(),
                claim.reference(),
                claim.paidOn(),
                claim.reasons(),
                packed.map(Packed::sha256).orElse(null),
                packed.map(Packed::bytes).orElse(null),
                claim.openedAt(),
                found.stream().map(ClaimParts.Part::part).toList(),
                acts.events(claim.id()));
    }

    /// The difference between claim and accruals in one word; the pages say it in a sentence.
    static String finding(boolean open, Money difference, Money shortfall) {
        if (open) {
            return "OPEN";
        }
        if (difference.isZero()) {
            return "EQUAL";
        }
        return difference.compareTo(shortfall) == 0 ? "SHORTFALL_WITHDRAWN" : "REVERSED_SINCE";
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }
}
