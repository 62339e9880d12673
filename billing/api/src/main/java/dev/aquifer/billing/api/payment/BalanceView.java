package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.standing.StandingView;
import java.util.List;

/// What an organisation has, owes and may still use.
///
/// @param refundable unused prepaid that no bill and no refund asked for needs, @param open oldest first
public record BalanceView(StandingView standing, Money refundable, List<OpenBill> open, BankAccount transferTo) {
    public BalanceView {
        open = List.copyOf(open);
    }

    /// Where transfers go.
    public record BankAccount(String holder, String bank, String account) {}
}
