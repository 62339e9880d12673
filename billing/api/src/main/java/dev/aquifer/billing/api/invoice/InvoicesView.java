package dev.aquifer.billing.api.invoice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param buyer null before it is known, @param invoices newest first
public record InvoicesView(@Nullable Buyer buyer, List<InvoiceView> invoices) {
    public InvoicesView {
        invoices = List.copyOf(invoices);
    }
}
