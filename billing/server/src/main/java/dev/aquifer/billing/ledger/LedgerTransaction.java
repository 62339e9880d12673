package dev.aquifer.billing.ledger;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A balanced set of postings of one organisation.
///
/// @param key business key, unique in the organisation: the same key again posts nothing
/// @param cause in one word: `charge`, `accrual`, `bill`, `claim` …
/// @param charge that it belongs to; null if to none
/// @param month of the bill on which it shows, @param author `system` or a person's subject
public record LedgerTransaction(
        UUID organisation,
        String key,
        String cause,
        @Nullable UUID charge,
        YearMonth month,
        String author,
        List<Posting> postings) {

    public static final String SYSTEM = "system";

    public LedgerTransaction {
        postings = List.copyOf(postings);
        Money debit = sum(postings.stream().map(Posting::debit).toList());
        Money credit = sum(postings.stream().map(Posting::credit).toList());
        if (postings.size() < 2 || debit.compareTo(credit) != 0) {
            throw new IllegalArgumentException("not balanced: " + debit + " debit, " + credit + " credit in " + key);
        }
    }

    /// The usual form: an amount from one account to another; a negative amount goes the other way.
    public static LedgerTransaction of(
            UUID organisation, String key, String cause, @Nullable UUID charge, YearMonth month, Transfer transfer) {
        return new LedgerTransaction(
                organisation,
                key,
                cause,
                charge,
                month,
                SYSTEM,
                List.of(
                        Posting.debit(transfer.debit(), transfer.amount()),
                        Posting.credit(transfer.credit(), transfer.amount())));
    }

    /// The same, by a person.
    public LedgerTransaction by(String person) {
        return new LedgerTransaction(organisation, key, cause, charge, month, person, postings);
    }

    /// @param debit account that is debited, @param credit account that is credited, @param amount not zero
    public record Transfer(Account debit, Account credit, Money amount) {}

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }
}
