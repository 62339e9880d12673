package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.List;

/// What stands accrued on a charge.
///
/// @param amount of all programmes that deduct, @param reasons why it is less than the ratio; `NO_GRANT` where
/// there is none
/// @param provisional true while any of it is not yet paid by its programme
public record Accrued(Money amount, List<String> reasons, boolean provisional) {

    public static final Accrued NOTHING = new Accrued(Money.ZERO, List.of("NO_GRANT"), false);

    public Accrued {
        reasons = List.copyOf(reasons);
    }
}
