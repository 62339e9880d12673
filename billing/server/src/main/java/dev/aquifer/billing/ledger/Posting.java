package dev.aquifer.billing.ledger;

import dev.aquifer.billing.api.Money;

/// One side of a transaction. Exactly one of the two amounts is above zero, the other is zero.
public record Posting(Account account, Money debit, Money credit) {

    public Posting {
        if (debit.isNegative() || credit.isNegative() || debit.isZero() == credit.isZero()) {
            throw new IllegalArgumentException("one side must be above zero, the other zero: " + debit + ", " + credit);
        }
    }

    public static Posting debit(Account account, Money amount) {
        return amount.isNegative()
                ? new Posting(account, Money.ZERO, amount.negated())
                : new Posting(account, amount, Money.ZERO);
    }

    public static Posting credit(Account account, Money amount) {
        return debit(account, amount.negated());
    }
}
