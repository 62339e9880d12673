package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.BankPaymentView;
import dev.aquifer.billing.api.payment.PaymentKind;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.ledger.MoneyMoved;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.payment.Payments.Got;
import dev.aquifer.billing.payment.Payments.NewPayment;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes back a bank payment that was recorded wrongly, or given to the wrong tenant. Nothing is deleted: each
/// payment out of it gets one the other way. The house's book is locked first, then the tenant's.
@ApplicationScoped
class ReversalDesk {

    private final BankPayments bank;
    private final Payments payments;
    private final Tenancy tenancy;
    private final Ledger ledger;
    private final Audit audit;
    private final Event<MoneyMoved> moved;
    private final InstantSource clock;

    ReversalDesk(
            BankPayments bank,
            Payments payments,
            Tenancy tenancy,
            Ledger ledger,
            Audit audit,
            Event<MoneyMoved> moved,
            InstantSource clock) {
        this.bank = bank;
        this.payments = payments;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.audit = audit;
        this.moved = moved;
        this.clock = clock;
    }

    BankPaymentView reverse(UUID id, String reason, Person person) {
        return tenancy.asOrganisation(Ledger.HOUSE, () -> {
            ledger.lock(Ledger.HOUSE);
            BankPaymentView payment = bank.find(id).orElseThrow(() -> Problems.notFound("bank payment", id));
            if (payment.reversal() != null) {
                throw Problems.conflict(
                        "The payment was taken back by " + payment.reversal().by() + " already.");
            }
            UUID organisation = payment.organisation();
            if (organisation == null) {
                ledger.post(List.of(LedgerTransaction.of(
                                Ledger.HOUSE,
                                "bank-reversed:" + id,
                                "payment",
                                null,
                                ServiceTime.month(clock.instant()),
                                new Transfer(Account.UNASSIGNED, Account.CASH, payment.amount()))
                        .by(person.subject())));
            } else {
                tenancy.asOrganisation(organisation, () -> takeBack(organisation, payment, reason, person));
            }
            bank.reverse(id, reason, person, clock.instant());
            note(Ledger.HOUSE, payment, reason, person);
            return bank.find(id).orElseThrow();
        });
    }

    /// Bills that it paid owe it again. Of prepaid, what is still there goes; what bills have taken of it they owe
    /// again, so that prepaid never falls below zero.
    private void takeBack(UUID organisation, BankPaymentView payment, String reason, Person person) {
        ledger.lock(organisation);
        for (Got got : payments.gotOf(organisation, payment.bankReference())) {
            if (got.month() == null) {
                free(organisation, got.amount(), reason, person);
            }
            pay(
                    organisation,
                    got.month() == null ? PaymentKind.TOP_UP_REVERSED : PaymentKind.TRANSFER_REVERSED,
                    got,
                    payment.bankReference(),
                    reason,
                    person);
        }
        note(organisation, payment, reason, person);
        moved.fire(new MoneyMoved(organisation));
    }

    private void free(UUID organisation, Money amount, String reason, Person person) {
        Money missing = amount.minus(payments.prepaid(organisation));
        for (Got taken : payments.takenOfPrepaid(organisation)) {
            Money back = taken.amount().min(missing);
            if (!back.isPositive()) {
                break;
            }
            pay(organisation, PaymentKind.PREPAID_REVERSED, new Got(taken.month(), null, back), null, reason, person);
            missing = missing.minus(back);
        }
        if (missing.isPositive()) {
            throw Problems.conflict(missing
                    + " CNY of this payment was refunded to the tenant; it can only be taken back at the bank.");
        }
    }

    private void pay(
            UUID organisation,
            PaymentKind kind,
            Got got,
            @Nullable String bankReference,
            String reason,
            Person person) {
        YearMonth month = got.month();
        payments.pay(
                organisation,
                new NewPayment(kind, got.amount(), month, got.transfer(), bankReference, reason, person.subject()));
    }

    private void note(UUID organisation, BankPaymentView payment, String reason, Person person) {
        audit.note(
                organisation,
                person.subject(),
                person.name(),
                "bank-payment.reversed",
                payment.id().toString(),
                payment.amount() + " CNY, bank reference " + payment.bankReference() + ": " + reason);
    }
}
