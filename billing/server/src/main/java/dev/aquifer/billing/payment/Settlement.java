package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.PaymentKind;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.MoneyMoved;
import dev.aquifer.billing.payment.Payments.NewPayment;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Pays closed bills from prepaid, the oldest first, and turns what a bill owes the tenant into prepaid. It runs
/// within each transaction that moves money, and looks again from time to time.
@ApplicationScoped
class Settlement {

    private static final int BEFORE_STANDING = 100;

    private final Payments payments;
    private final Ledger ledger;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final Event<MoneyMoved> moved;

    Settlement(
            Payments payments, Ledger ledger, Organisations organisations, Tenancy tenancy, Event<MoneyMoved> moved) {
        this.payments = payments;
        this.ledger = ledger;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.moved = moved;
    }

    void moved(@Observes @Priority(BEFORE_STANDING) MoneyMoved event) {
        settle(event.organisation());
    }

    @Scheduled(every = "20s", delayed = "25s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        organisations
                .all()
                .forEach(organisation -> tenancy.asOrganisation(organisation, () -> {
                    if (isOpen(organisation)) {
                        ledger.lock(organisation);
                        moved.fire(new MoneyMoved(organisation));
                    }
                }));
    }

    /// Whether there is something to settle.
    private boolean isOpen(UUID organisation) {
        boolean prepaid = payments.prepaid(organisation).isPositive();
        return ledger.balances(organisation, Account.RECEIVABLE).values().stream()
                .anyMatch(balance -> balance.isNegative() || (balance.isPositive() && prepaid));
    }

    private void settle(UUID organisation) {
        Map<YearMonth, Money> bills = new TreeMap<>(ledger.balances(organisation, Account.RECEIVABLE));
        Money prepaid = payments.prepaid(organisation);
        for (Map.Entry<YearMonth, Money> bill : bills.entrySet()) {
            if (bill.getValue().isNegative()) {
                Money owed = bill.getValue().negated();
                pay(organisation, PaymentKind.OVERPAID, owed, bill.getKey());
                prepaid = prepaid.plus(owed);
            }
        }
        for (Map.Entry<YearMonth, Money> bill : bills.entrySet()) {
            Money part = bill.getValue().min(prepaid);
            if (part.isPositive()) {
                pay(organisation, PaymentKind.PREPAID, part, bill.getKey());
                prepaid = prepaid.minus(part);
            }
        }
    }

    private void pay(UUID organisation, PaymentKind kind, Money amount, @Nullable YearMonth month) {
        payments.pay(organisation, new NewPayment(kind, amount, month, null, null, null, LedgerTransaction.SYSTEM));
    }
}
