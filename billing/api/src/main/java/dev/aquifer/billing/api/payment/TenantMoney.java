package dev.aquifer.billing.api.payment;

import java.util.List;

/// All that an operator needs to know of a tenant's money, newest first.
public record TenantMoney(
        BalanceView balance,
        List<TransferView> transfers,
        List<PaymentView> payments,
        List<RefundView> refunds,
        List<CreditNoteView> creditNotes) {
    public TenantMoney {
        transfers = List.copyOf(transfers);
        payments = List.copyOf(payments);
        refunds = List.copyOf(refunds);
        creditNotes = List.copyOf(creditNotes);
    }
}
