package dev.aquifer.billing.standing;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.charge.Leases;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Sku;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Works out from the ledger's balances and the running leases what an organisation has, owes and holds.
@ApplicationScoped
class StandingSums {

    private final Ledger ledger;
    private final Leases leases;
    private final PriceBooks books;
    private final InstantSource clock;

    StandingSums(Ledger ledger, Leases leases, PriceBooks books, InstantSource clock) {
        this.ledger = ledger;
        this.leases = leases;
        this.books = books;
        this.clock = clock;
    }

    Standing.Sums of(UUID organisation) {
        PriceList prices = books.of(organisation);
        Money prepaid = Money.ZERO;
        Money unbilled = Money.ZERO;
        Money receivable = Money.ZERO;
        for (Map.Entry<YearMonth, Map<String, Money>> month :
                ledger.balances(organisation).entrySet()) {
            Map<String, Money> accounts = month.getValue();
            prepaid = prepaid.minus(accounts.getOrDefault(Account.PREPAID.name(), Money.ZERO));
            receivable = receivable.plus(accounts.getOrDefault(Account.RECEIVABLE.name(), Money.ZERO));
            unbilled = unbilled.plus(accounts.getOrDefault(Account.UNBILLED.name(), Money.ZERO))
                    .plus(vatToCome(accounts, vatRate(prices, month.getKey())));
        }
        return new Standing.Sums(prepaid, unbilled, receivable, reserved(organisation, prices));
    }

    /// VAT that the month's bill will demand: all of it less what its close has posted, hence nothing once it is
    /// closed.
    private static Money vatToCome(Map<String, Money> accounts, BigDecimal rate) {
        Money net = accounts.entrySet().stream()
                .filter(account -> account.getKey().startsWith("revenue:")
                        || account.getKey().startsWith("revenue_adjustment:"))
                .map(Map.Entry::getValue)
                .reduce(Money.ZERO, Money::plus)
                .negated();
        Money posted =
                accounts.getOrDefault(Account.VAT_OUTPUT.name(), Money.ZERO).negated();
        return Rounding.vat(net, rate).minus(posted);
    }

    /// The next hour of what runs, before subsidy, with VAT: so much is held back, so that it can be paid when it is
    /// used. With tiers, at the price of the first one.
    private Money reserved(UUID organisation, PriceList prices) {
        Instant now = clock.instant();
        Money hour = leases.running(organisation).stream()
                .map(lease -> Objects.requireNonNull(lease.opened()))
                .map(opened -> hour(opened, prices, now))
                .reduce(Money.ZERO, Money::plus);
        return hour.plus(Rounding.vat(hour, vatRate(prices, ServiceTime.month(now))));
    }

    private static Money hour(LeaseOpened opened, PriceList prices, Instant now) {
        return prices.rate(Sku.chips(opened.chipType(), opened.pool(), opened.purpose() == Purpose.TRAINING), now)
                .map(rate -> Rounding.charge(
                        BigDecimal.valueOf(opened.chips()),
                        rate.pricing(ServiceTime.month(now))
                                .marginal(BigDecimal.ZERO, BigDecimal.ZERO, rate.unit())
                                .multiply(BigDecimal.ONE.subtract(rate.discount())),
                        BigDecimal.ONE))
                .orElse(Money.ZERO);
    }

    private static BigDecimal vatRate(PriceList prices, YearMonth month) {
        return prices.at(ServiceTime.start(month)).map(PriceBook::vatRate).orElse(BigDecimal.ZERO);
    }
}
