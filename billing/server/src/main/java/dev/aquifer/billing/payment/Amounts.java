package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// Checks what people ask for, at the border.
final class Amounts {

    /// No payment is larger, and a typing error of three digits is found.
    private static final Money MOST = Money.of("1000000000.00");

    private Amounts() {}

    static void check(Money amount) {
        if (!amount.isPositive() || amount.compareTo(MOST) > 0) {
            throw Problems.invalid("amount", "amount must be 0.01 to " + MOST);
        }
    }

    /// @param most what it may be at most, @param why what the limit is
    static void check(Money amount, Money most, String why) {
        check(amount);
        if (amount.compareTo(most) > 0) {
            throw Problems.invalid("amount", "amount must be at most " + most.max(Money.ZERO) + ": " + why);
        }
    }

    static void checkReceived(LocalDate day, Instant now) {
        if (day.isAfter(ServiceTime.day(now))) {
            throw Problems.invalid("receivedOn", "receivedOn must not be after today");
        }
    }

    static @Nullable YearMonth month(@Nullable String month) {
        return month == null ? null : YearMonth.parse(month);
    }
}
