package dev.aquifer.billing.payment;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.AskRefund;
import dev.aquifer.billing.api.payment.AskTransfer;
import dev.aquifer.billing.api.payment.BalanceView;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.api.payment.TransferView;
import dev.aquifer.billing.api.standing.StandingView;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.standing.StandingNow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.UUID;

/// What a tenant does with its money: it looks, announces transfers and asks for prepaid back. The caller's
/// transaction is bound to the organisation.
@ApplicationScoped
class PaymentDesk {

    private final Payments payments;
    private final Transfers transfers;
    private final Refunds refunds;
    private final StandingNow standings;
    private final PaymentSettings settings;
    private final Ledger ledger;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    PaymentDesk(
            Payments payments,
            Transfers transfers,
            Refunds refunds,
            StandingNow standings,
            PaymentSettings settings,
            Ledger ledger,
            Audit audit,
            Ids ids,
            InstantSource clock) {
        this.payments = payments;
        this.transfers = transfers;
        this.refunds = refunds;
        this.standings = standings;
        this.settings = settings;
        this.ledger = ledger;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    BalanceView balance(UUID organisation) {
        StandingView standing = standing(organisation);
        return new BalanceView(
                standing,
                unneeded(standing).minus(refunds.asked(organisation)).max(Money.ZERO),
                payments.open(organisation),
                new BalanceView.BankAccount(settings.accountHolder(), settings.bank(), settings.accountNumber()));
    }

    TransferView askTransfer(UUID organisation, AskTransfer request, Person person) {
        Amounts.check(request.amount());
        YearMonth month = Amounts.month(request.month());
        if (month != null && !payments.outstanding(organisation, month).isPositive()) {
            throw Problems.invalid("month", "month must be that of a closed bill that is not paid");
        }
        TransferView transfer = transfers.asked(ids.next(), request.amount(), month, person.name(), clock.instant());
        transfers.save(organisation, transfer, person.subject());
        audit.note(
                organisation,
                person.subject(),
                person.name(),
                "transfer.announced",
                transfer.id().toString(),
                transfer.amount() + " CNY, reference " + transfer.reference());
        return transfer;
    }

    RefundView askRefund(UUID organisation, AskRefund request, Person person) {
        ledger.lock(organisation);
        Amounts.check(
                request.amount(), balance(organisation).refundable(), "more is not paid in advance, or is needed");
        RefundView refund = new RefundView(
                organisation,
                ids.next(),
                RefundView.State.ASKED,
                request.amount(),
                request.account(),
                request.reason(),
                person.name(),
                clock.instant(),
                null,
                null);
        refunds.save(refund, person.subject());
        audit.note(
                organisation,
                person.subject(),
                person.name(),
                "refund.asked",
                refund.id().toString(),
                refund.amount() + " CNY: " + refund.reason());
        return refund;
    }

    /// What is paid in advance beyond all that is used and not paid, and what running leases hold back.
    Money unneeded(UUID organisation) {
        return unneeded(standing(organisation));
    }

    private static Money unneeded(StandingView standing) {
        Money needed = standing.used().plus(standing.reserved());
        return standing.prepaid().minus(needed.max(Money.ZERO));
    }

    private StandingView standing(UUID organisation) {
        return standings.of(organisation).orElseThrow(() -> Problems.notFound("organisation", organisation));
    }
}
