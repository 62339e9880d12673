package dev.aquifer.billing.api.ledger;

import dev.aquifer.billing.api.bill.PostingView;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A transaction, whole: its postings balance.
///
/// @param key business key: what it was booked for, once
/// @param charge opens at `/api/charges/{charge}`, for operators at `/api/operator/charges/{organisation}/{charge}`,
///     down to the facts; null if it belongs to none
/// @param author `system` or a person's subject, @param seal number of the seal that holds it; null: not sealed yet
public record TransactionView(
        UUID organisation,
        UUID id,
        long sequence,
        String key,
        String cause,
        @Nullable UUID charge,
        YearMonth month,
        Instant at,
        String author,
        @Nullable Integer seal,
        List<PostingView> postings) {
    public TransactionView {
        postings = List.copyOf(postings);
    }
}
