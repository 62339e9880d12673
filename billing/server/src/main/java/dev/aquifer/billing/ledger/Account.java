package dev.aquifer.billing.ledger;

import java.util.UUID;

/// A ledger account. Its organisation is the transaction's; other dimensions stand after a colon.
///
/// @param name e.g. `unbilled`, `revenue:lease`, `subsidy_accrued:<programme>`
public record Account(String name) {

    /// What an organisation has used and no bill has demanded yet, subsidy already taken off.
    public static final Account UNBILLED = new Account("unbilled");

    public static final Account RECEIVABLE = new Account("receivable");
    public static final Account CASH = new Account("cash");
    /// What the platform bears of subsidies that were not paid, where a programme says so.
    public static final Account SUBSIDY_SHORTFALL = new Account("subsidy_shortfall");

    public static final Account VAT_OUTPUT = new Account("vat_output");

    /// What an organisation has paid in advance and not used: a liability.
    public static final Account PREPAID = new Account("prepaid");

    /// Money on the platform's bank account that nobody has been found for yet: a liability in the house's book.
    public static final Account UNASSIGNED = new Account("unassigned");

    public static final Account BAD_DEBT = new Account("bad_debt");

    public Account {
        if (!name.matches("[a-z_]+(:[A-Za-z0-9_-]+)?")) {
            throw new IllegalArgumentException("not an account: " + name);
        }
    }

    /// @param kind `lease`, `tokens`, `storage` or `fee`
    public static Account revenue(String kind) {
        return new Account("revenue:" + kind);
    }

    /// What credit notes took off the revenue of this kind.
    public static Account revenueAdjustment(String kind) {
        return new Account("revenue_adjustment:" + kind);
    }

    public static Account subsidyAccrued(UUID programme) {
        return new Account("subsidy_accrued:" + programme);
    }

    public static Account subsidyClaimed(UUID programme) {
        return new Account("subsidy_claimed:" + programme);
    }

    /// What was clawed back from organisations and is owed to the programme.
    public static Account programmeRepayable(UUID programme) {
        return new Account("programme_repayable:" + programme);
    }

    public static Account memoExpected(UUID programme) {
        return new Account("memo_expected:" + programme);
    }

    public static Account memoContra() {
        return new Account("memo_contra");
    }
}
