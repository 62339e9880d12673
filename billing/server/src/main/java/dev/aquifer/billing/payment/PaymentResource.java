package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.payment.AskRefund;
import dev.aquifer.billing.api.payment.AskTransfer;
import dev.aquifer.billing.api.payment.BalanceView;
import dev.aquifer.billing.api.payment.CreditNoteView;
import dev.aquifer.billing.api.payment.PaymentApi;
import dev.aquifer.billing.api.payment.PaymentView;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.api.payment.TransferView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.idempotency.Idempotent;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [PaymentApi].
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class PaymentResource implements PaymentApi {

    private static final int MOST = 200;

    private final PaymentDesk desk;
    private final Payments payments;
    private final Transfers transfers;
    private final Refunds refunds;
    private final CreditNotes notes;
    private final Caller caller;

    PaymentResource(
            PaymentDesk desk,
            Payments payments,
            Transfers transfers,
            Refunds refunds,
            CreditNotes notes,
            Caller caller) {
        this.desk = desk;
        this.payments = payments;
        this.transfers = transfers;
        this.refunds = refunds;
        this.notes = notes;
        this.caller = caller;
    }

    @Override
    @ForOrganisation
    public BalanceView balance() {
        return desk.balance(caller.organisation());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
    public List<TransferView> transfers() {
        return transfers.all(caller.organisation());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    @Idempotent
    public TransferView askTransfer(AskTransfer request) {
        return desk.askTransfer(caller.organisation(), request, person());
    }

    @Override
    @ForOrganisation
    public Page<PaymentView> payments(@Nullable UUID after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problems.invalid("limit", "limit must be 1 to " + MOST);
        }
        List<PaymentView> found = payments.all(caller.organisation(), after, limit);
        return new Page<>(
                found, found.size() < limit ? null : found.getLast().id().toString());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
    public List<RefundView> refunds() {
        return refunds.all(caller.organisation());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    @Idempotent
    public RefundView askRefund(AskRefund request) {
        return desk.askRefund(caller.organisation(), request, person());
    }

    @Override
    @ForOrganisation
    public List<CreditNoteView> creditNotes() {
        return notes.all(caller.organisation());
    }

    private Person person() {
        return new Person(caller.person(), caller.name());
    }
}
