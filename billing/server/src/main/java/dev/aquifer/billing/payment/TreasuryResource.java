package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.payment.AnswerRefund;
import dev.aquifer.billing.api.payment.BankPaymentView;
import dev.aquifer.billing.api.payment.CreditNoteView;
import dev.aquifer.billing.api.payment.IssueCreditNote;
import dev.aquifer.billing.api.payment.MatchBankPayment;
import dev.aquifer.billing.api.payment.PaymentView;
import dev.aquifer.billing.api.payment.RecordBankPayment;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.api.payment.ReverseBankPayment;
import dev.aquifer.billing.api.payment.TenantMoney;
import dev.aquifer.billing.api.payment.TreasuryApi;
import dev.aquifer.billing.api.payment.WriteOff;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.idempotency.Idempotent;
import dev.aquifer.billing.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// See [TreasuryApi].
@RolesAllowed("operator")
@RunOnVirtualThread
class TreasuryResource implements TreasuryApi {

    private static final int SHOWN = 100;

    private final TreasuryDesk treasury;
    private final ReversalDesk reversals;
    private final CorrectionDesk corrections;
    private final PaymentDesk desk;
    private final Payments payments;
    private final Transfers transfers;
    private final Refunds refunds;
    private final CreditNotes notes;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final Caller caller;

    TreasuryResource(
            TreasuryDesk treasury,
            ReversalDesk reversals,
            CorrectionDesk corrections,
            PaymentDesk desk,
            Payments payments,
            Transfers transfers,
            Refunds refunds,
            CreditNotes notes,
            Organisations organisations,
            Tenancy tenancy,
            Caller caller) {
        this.treasury = treasury;
        this.reversals = reversals;
        this.corrections = corrections;
        this.desk = desk;
        this.payments = payments;
        this.transfers = transfers;
        this.refunds = refunds;
        this.notes = notes;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.caller = caller;
    }

    @Override
    public List<BankPaymentView> bankPayments(boolean unmatched) {
        return treasury.all(unmatched);
    }

    @Override
    @Idempotent
    public BankPaymentView recordBankPayment(RecordBankPayment request) {
        return treasury.record(request, person());
    }

    @Override
    @Idempotent
    public BankPaymentView matchBankPayment(UUID payment, MatchBankPayment request) {
        return treasury.match(payment, request, person());
    }

    @Override
    @Idempotent
    public BankPaymentView reverseBankPayment(UUID payment, ReverseBankPayment request) {
        return reversals.reverse(payment, request.reason().strip(), person());
    }

    @Override
    public List<RefundView> openRefunds() {
        return tenancy.asJobs(refunds::open);
    }

    @Override
    public TenantMoney money(UUID organisation) {
        return within(
                organisation,
                () -> new TenantMoney(
                        desk.balance(organisation),
                        transfers.all(organisation),
                        payments.all(organisation, null, SHOWN),
                        refunds.all(organisation),
                        notes.all(organisation)));
    }

    @Override
    @Idempotent
    public RefundView answerRefund(UUID organisation, UUID refund, AnswerRefund request) {
        return within(organisation, () -> corrections.answer(organisation, refund, request, person()));
    }

    @Override
    @Idempotent
    public CreditNoteView issueCreditNote(UUID organisation, IssueCreditNote request) {
        return within(organisation, () -> corrections.credit(organisation, request, person()));
    }

    @Override
    @Idempotent
    public PaymentView writeOff(UUID organisation, WriteOff request) {
        return within(organisation, () -> corrections.writeOff(organisation, request, person()));
    }

    private <T> T within(UUID organisation, Supplier<T> work) {
        return tenancy.asOrganisation(organisation, () -> {
            if (organisations.name(organisation).isEmpty()) {
                throw Problems.notFound("organisation", organisation);
            }
            return work.get();
        });
    }

    private Person person() {
        return new Person(caller.person(), caller.name());
    }
}
