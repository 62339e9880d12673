package dev.aquifer.billing.bill;

import dev.aquifer.billing.month.Holds.StandsOut;

/// A bill stands out and nobody has released it: the organisation's close is undone as a whole.
final class HeldBill extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StandsOut why;

    HeldBill(StandsOut why) {
        super("the bill of " + why.month() + " over " + why.net() + " is more than " + why.times()
                + " times the median " + why.median() + " of the bills before it");
        this.why = why;
    }

    StandsOut why() {
        return why;
    }
}
