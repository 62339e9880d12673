package dev.aquifer.billing.payment;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.api.payment.BankPaymentView;
import dev.aquifer.billing.api.payment.MatchBankPayment;
import dev.aquifer.billing.api.payment.PaymentKind;
import dev.aquifer.billing.api.payment.RecordBankPayment;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.ledger.MoneyMoved;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.notice.Notices;
import dev.aquifer.billing.payment.Payments.NewPayment;
import dev.aquifer.billing.payment.Transfers.Announced;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money that came in at the bank. An operator records it once; whose it is stands in its remark or is said later.
/// The house's book is locked first, then the tenant's: recording is one after another.
@ApplicationScoped
class TreasuryDesk {

    private final BankPayments bank;
    private final Payments payments;
    private final Transfers transfers;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final Ledger ledger;
    private final Audit audit;
    private final Notices notices;
    private final Event<MoneyMoved> moved;
    private final Ids ids;
    private final InstantSource clock;

    TreasuryDesk(
            BankPayments bank,
            Payments payments,
            Transfers transfers,
            Organisations organisations,
            Tenancy tenancy,
            Ledger ledger,
            Audit audit,
            Notices notices,
            Event<MoneyMoved> moved,
            Ids ids,
            InstantSource clock) {
        this.bank = bank;
        this.payments = payments;
        this.transfers = transfers;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.audit = audit;
        this.notices = notices;
        this.moved = moved;
        this.ids = ids;
        this.clock = clock;
    }

    List<BankPaymentView> all(boolean unmatched) {
        return tenancy.asOrganisation(Ledger.HOUSE, () -> bank.all(unmatched));
    }

    /// The same bank reference again answers with what is there, unless that was taken back.
    BankPaymentView record(RecordBankPayment request, Person person) {
        Amounts.check(request.amount());
        Amounts.checkReceived(request.receivedOn(), clock.instant());
        return tenancy.asOrganisation(Ledger.HOUSE, () -> {
            ledger.lock(Ledger.HOUSE);
            BankPaymentView known =
                    bank.withReference(request.bankReference().strip()).orElse(null);
            if (known == null) {
                return recordNew(request, person);
            }
            if (known.amount().compareTo(request.amount()) != 0) {
                throw Problems.conflict("The payment " + known.bankReference() + " is recorded with " + known.amount()
                        + " CNY, not " + request.amount() + " CNY.");
            }
            return known;
        });
    }

    private BankPaymentView recordNew(RecordBankPayment request, Person person) {
        BankPaymentView payment = new BankPaymentView(
                ids.next(),
                request.bankReference().strip(),
                request.amount(),
                request.receivedOn(),
                request.payer(),
                request.remark(),
                clock.instant(),
                null,
                null,
                null);
        bank.save(payment, person.subject());
        Announced announced = tenancy.asJobs(() -> transfers.in(payment.remark()));
        if (announced == null) {
            post(payment, "bank:", new Transfer(Account.CASH, Account.UNASSIGNED, payment.amount()), person);
            note(Ledger.HOUSE, payment, "bank-payment.recorded", person);
        } else {
            give(payment, announced, person);
        }
        return found(payment.id());
    }

    /// Says to whom a payment belongs that nobody was found for.
    BankPaymentView match(UUID id, MatchBankPayment request, Person person) {
        YearMonth month = Amounts.month(request.month());
        return tenancy.asOrganisation(Ledger.HOUSE, () -> {
            ledger.lock(Ledger.HOUSE);
            BankPaymentView payment = found(id);
            if (payment.reversal() != null) {
                throw Problems.conflict("The payment was taken back; record it anew.");
            }
            if (payment.organisation() != null) {
                throw Problems.conflict("The payment belongs to " + payment.organisationName() + " already.");
            }
            if (!organisations.known(request.organisation())) {
                throw Problems.invalid("organisation", "organisation must be the id of a tenant");
            }
            if (month != null && !outstanding(request.organisation(), month).isPositive()) {
                throw Problems.invalid("month", "month must be that of a closed bill that is not paid");
            }
            post(payment, "bank-matched:", new Transfer(Account.UNASSIGNED, Account.CASH, payment.amount()), person);
            give(payment, new Announced(request.organisation(), null, month), person);
            return found(id);
        });
    }

    /// A bill is paid as far as it is open; the rest is prepaid.
    private void give(BankPaymentView payment, Announced to, Person person) {
        UUID organisation = to.organisation();
        String name = tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            YearMonth month = to.month();
            Money towardsBill = month == null
                    ? Money.ZERO
                    : payments.outstanding(organisation, month).max(Money.ZERO).min(payment.amount());
            if (towardsBill.isPositive()) {
                pay(payment, to, PaymentKind.TRANSFER, towardsBill, month, person);
            }
            Money rest = payment.amount().minus(towardsBill);
            if (rest.isPositive()) {
                pay(payment, to, PaymentKind.TOP_UP, rest, null, person);
            }
            note(organisation, payment, "bank-payment.matched", person);
            notices.tell(
                    organisation,
                    NoticeKind.PAYMENT_MATCHED,
                    Map.of("amount", payment.amount().toString(), "reference", payment.bankReference()));
            moved.fire(new MoneyMoved(organisation));
            return organisations.name(organisation).orElse(organisation.toString());
        });
        bank.match(
                payment.id(), new BankPayments.Tenant(organisation, name), to.id(), person.subject(), clock.instant());
    }

    private void pay(
            BankPaymentView payment,
            Announced to,
            PaymentKind kind,
            Money amount,
            @Nullable YearMonth month,
            Person person) {
        payments.pay(
                to.organisation(),
                new NewPayment(kind, amount, month, to.id(), payment.bankReference(), null, person.subject()));
    }

    private void post(BankPaymentView payment, String key, Transfer transfer, Person person) {
        ledger.post(List.of(LedgerTransaction.of(
                        Ledger.HOUSE, key + payment.id(), "payment", null, ServiceTime.month(clock.instant()), transfer)
                .by(person.subject())));
    }

    private void note(UUID organisation, BankPaymentView payment, String action, Person person) {
        audit.note(
                organisation,
                person.subject(),
                person.name(),
                action,
                payment.id().toString(),
                payment.amount() + " CNY, bank reference " + payment.bankReference());
    }

    private Money outstanding(UUID organisation, YearMonth month) {
        return tenancy.asOrganisation(organisation, () -> payments.outstanding(organisation, month));
    }

    private BankPaymentView found(UUID id) {
        return bank.find(id).orElseThrow(() -> Problems.notFound("bank payment", id));
    }
}
