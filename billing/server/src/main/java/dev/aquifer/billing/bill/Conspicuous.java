package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.month.Holds;
import dev.aquifer.billing.month.Holds.StandsOut;
import dev.aquifer.billing.month.MonthSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Holds back a bill that is many times what the organisation's bills were before: rather a person looks once too
/// often than that a fault of ours is demanded. It compares what stands on the bill before subsidy and VAT, which
/// nothing that is deducted can hide.
@ApplicationScoped
class Conspicuous {

    static final int BILLS = 3;

    private final ClosedBills bills;
    private final Holds holds;
    private final MonthSettings settings;

    Conspicuous(ClosedBills bills, Holds holds, MonthSettings settings) {
        this.bills = bills;
        this.holds = holds;
        this.settings = settings;
    }

    /// @throws HeldBill if the bill stands out and no operator has released so much
    void check(UUID organisation, YearMonth month, Money net) {
        Money median = median(bills.netsBefore(organisation, month, BILLS)).orElse(null);
        if (median == null || net.yuan().compareTo(settings.conspicuousFrom()) <= 0) {
            return;
        }
        int times = settings.conspicuousTimes();
        BigDecimal most = median.yuan().multiply(BigDecimal.valueOf(times));
        if (net.yuan().compareTo(most) > 0 && !holds.released(organisation, month, net)) {
            throw new HeldBill(new StandsOut(month, net, median, times));
        }
    }

    /// Of two, what lies in the middle; half a fen is dropped. Empty without any.
    static Optional<Money> median(List<Money> nets) {
        if (nets.isEmpty()) {
            return Optional.empty();
        }
        List<Money> sorted = nets.stream().sorted().toList();
        Money upper = sorted.get(sorted.size() / 2);
        Money lower = sorted.get((sorted.size() - 1) / 2);
        return Optional.of(Money.ofFen((lower.fen() + upper.fen()) / 2));
    }
}
