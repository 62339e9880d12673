package dev.aquifer.billing.api.bill;

import java.util.List;

/// A charge with all that it was made from, but for the facts, which are paged.
///
/// @param arithmetic written out, e.g. `8 chips × 5,025 s × 18.50 ÷ 3,600 = 206.5833… → 206.58`
public record ChargeDetail(
        ChargeView charge, String arithmetic, List<AccrualView> accruals, List<PostingView> postings, long facts) {
    public ChargeDetail {
        accruals = List.copyOf(accruals);
        postings = List.copyOf(postings);
    }
}
