package dev.aquifer.billing.payment;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.api.payment.AnswerRefund;
import dev.aquifer.billing.api.payment.CreditNoteView;
import dev.aquifer.billing.api.payment.IssueCreditNote;
import dev.aquifer.billing.api.payment.PaymentKind;
import dev.aquifer.billing.api.payment.PaymentView;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.api.payment.WriteOff;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.charge.ChargeDesk;
import dev.aquifer.billing.charge.Charges;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.ledger.MoneyMoved;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.notice.Notices;
import dev.aquifer.billing.payment.Payments.NewPayment;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.subsidy.Accruals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What an operator puts right for one tenant: refunds, credit notes, write-offs. The caller's transaction is bound
/// to the organisation. Nothing is changed: each correction is a row and a posting of its own.
@ApplicationScoped
class CorrectionDesk {

    private final Payments payments;
    private final PaymentDesk desk;
    private final Refunds refunds;
    private final CreditNotes notes;
    private final Charges charges;
    private final Accruals accruals;
    private final Ledger ledger;
    private final Audit audit;
    private final Notices notices;
    private final Event<MoneyMoved> moved;
    private final Event<CreditNoteIssued> credited;
    private final Ids ids;
    private final InstantSource clock;

    CorrectionDesk(
            Payments payments,
            PaymentDesk desk,
            Refunds refunds,
            CreditNotes notes,
            Charges charges,
            Accruals accruals,
            Ledger ledger,
            Audit audit,
            Notices notices,
            Event<MoneyMoved> moved,
            Event<CreditNoteIssued> credited,
            Ids ids,
            InstantSource clock) {
        this.payments = payments;
        this.desk = desk;
        this.refunds = refunds;
        this.notes = notes;
        this.charges = charges;
        this.accruals = accruals;
        this.ledger = ledger;
        this.audit = audit;
        this.notices = notices;
        this.moved = moved;
        this.credited = credited;
        this.ids = ids;
        this.clock = clock;
    }

    /// Money is used while a refund waits: it is paid only if it is still not needed.
    RefundView answer(UUID organisation, UUID id, AnswerRefund request, Person person) {
        ledger.lock(organisation);
        RefundView refund = refunds.find(organisation, id).orElseThrow(() -> Problems.notFound("refund", id));
        RefundView.State state = request.paid() ? RefundView.State.PAID : RefundView.State.REFUSED;
        if (!refunds.answer(refund, state, request.answer(), person.subject(), clock.instant())) {
            throw Problems.conflict("The refund is answered already: " + refund.state() + ".");
        }
        if (request.paid()) {
            Money unneeded = desk.unneeded(organisation);
            if (refund.amount().compareTo(unneeded) > 0) {
                throw Problems.conflict("Only " + unneeded.max(Money.ZERO)
                        + " CNY of what was paid in advance is not needed by now; refuse the refund.");
            }
            payments.pay(
                    organisation,
                    new NewPayment(
                            PaymentKind.REFUND,
                            refund.amount(),
                            null,
                            null,
                            request.answer(),
                            refund.reason(),
                            person.subject()));
            moved.fire(new MoneyMoved(organisation));
        }
        note(
                organisation,
                person,
                request.paid() ? "refund.paid" : "refund.refused",
                id,
                refund.amount() + " CNY: " + request.answer());
        notices.tell(
                organisation,
                NoticeKind.REFUND_ANSWERED,
                Map.of("state", state.name(), "amount", refund.amount().toString(), "answer", request.answer()));
        return refunds.find(organisation, id).orElseThrow();
    }

    /// Stands on the open bill, whichever the charge stands on; the subsidy on the charge follows.
    CreditNoteView credit(UUID organisation, IssueCreditNote request, Person person) {
        ledger.lock(organisation);
        Charge charge = charges.find(organisation, request.charge())
                .orElseThrow(() -> Problems.notFound("charge", request.charge()));
        Money before = notes.credited(organisation, charge.id());
        Amounts.check(request.amount(), charge.net().minus(before), "no more is left of the charge");
        Instant now = clock.instant();
        CreditNoteView note = new CreditNoteView(
                ids.next(),
                charge.id(),
                ServiceTime.month(now),
                request.amount(),
                request.reason(),
                person.name(),
                now);
        notes.save(organisation, note, person.subject());
        ledger.post(List.of(LedgerTransaction.of(
                        organisation,
                        "credit-note:" + note.id(),
                        "credit_note",
                        charge.id(),
                        note.month(),
                        new Transfer(Account.revenueAdjustment(charge.kindName()), Account.UNBILLED, note.amount()))
                .by(person.subject())));
        accruals.credited(List.of(ChargeDesk.now(charge, before.plus(note.amount()))));
        credited.fire(new CreditNoteIssued(
                organisation,
                note.id(),
                charge.month(),
                note.amount(),
                note.reason(),
                person.subject(),
                person.name()));
        moved.fire(new MoneyMoved(organisation));
        note(
                organisation,
                person,
                "credit-note.issued",
                note.id(),
                note.amount() + " CNY on charge " + charge.id() + ": " + note.reason());
        notices.tell(
                organisation,
                NoticeKind.CREDIT_NOTE,
                Map.of(
                        "amount", note.amount().toString(),
                        "month", note.month().toString(),
                        "reason", note.reason(),
                        "charge", charge.id().toString()));
        return note;
    }

    PaymentView writeOff(UUID organisation, WriteOff request, Person person) {
        ledger.lock(organisation);
        YearMonth month = YearMonth.parse(request.month());
        Money open = payments.outstanding(organisation, month);
        if (!open.isPositive()) {
            throw Problems.conflict("There is no closed bill of " + month + " that is not paid.");
        }
        Amounts.check(request.amount(), open, "no more is open of this bill");
        PaymentView payment = payments.pay(
                organisation,
                new NewPayment(
                        PaymentKind.WRITE_OFF,
                        request.amount(),
                        month,
                        null,
                        null,
                        request.reason(),
                        person.subject()));
        moved.fire(new MoneyMoved(organisation));
        note(
                organisation,
                person,
                "bill.written-off",
                payment.id(),
                payment.amount() + " CNY of " + month + ": " + request.reason());
        return payment;
    }

    private void note(UUID organisation, Person person, String action, UUID subject, String detail) {
        audit.note(organisation, person.subject(), person.name(), action, subject.toString(), detail);
    }
}
