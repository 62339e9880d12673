package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.bill.AccrualView;
import dev.aquifer.billing.api.bill.AdjustmentLine;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.api.standing.StandingChanged;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What subsidy does for the other rooms. Every method runs in the caller's transaction, which is bound to the
/// organisation.
public interface Accruals {

    /// Before anything else is done for several organisations in one transaction, all of them locked in the
    /// ledger: locks the programmes that they hold grants under, in one order. The transaction is bound to jobs.
    void lock(Collection<UUID> organisations);

    /// Works the subsidy into charges that have just changed, and posts the differences (DEDUCT: debit
    /// `subsidy_accrued`, credit `unbilled`). The same charge with the same net again posts nothing.
    List<AccrualChange> accrue(List<ChargeNow> changed);

    /// Takes credit notes into accruals: the charges' net has fallen, everything else of them is as it was. What
    /// is given back stands on the open bill.
    List<AccrualChange> credited(List<ChargeNow> changed);

    /// What programmes give to charges on one bill: a line for each charge and grant whose sum is not zero, in
    /// order of posting. Lines that are not deducted are information.
    List<SubsidyLine> lines(UUID organisation, YearMonth month);

    /// Subsidies charged back on one bill, in order of posting; no VAT.
    List<AdjustmentLine> adjustments(UUID organisation, YearMonth month);

    /// The months of bills on which subsidy lines or adjustments stand.
    List<YearMonth> months(UUID organisation);

    /// The accruals of a charge, one for each programme.
    List<AccrualView> of(UUID charge);

    /// What stands accrued on each of these charges; a charge that is missing in the answer has
    /// [Accrued#NOTHING].
    Map<UUID, Accrued> accruedOn(Collection<UUID> charges);

    /// What the organisation's charges could earn now, by programme and kind, for the gateway's display.
    List<StandingChanged.Ratio> ratiosNow(UUID organisation);

    /// The share of a charge of this kind that begins now.
    RatioNow ratioNow(UUID organisation, String kind, String purpose, String chipOrigin);

    /// The most that a programme open for applications would pay of such a charge.
    BigDecimal possibleRatio(String kind, String purpose, String chipOrigin);
}
