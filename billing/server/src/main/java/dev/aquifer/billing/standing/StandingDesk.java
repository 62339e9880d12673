package dev.aquifer.billing.standing;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.Charged;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.outbox.Outbox;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.subsidy.Accruals;
import dev.aquifer.billing.subsidy.GrantChanged;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Works out how much of its credit an organisation has used, from the ledger's balances, and tells the gateway
/// whenever that, the limit, or what its requests may earn has changed.
@ApplicationScoped
class StandingDesk {

    private final Standings standings;
    private final StandingSettings settings;
    private final Ledger ledger;
    private final PriceBooks books;
    private final Accruals accruals;
    private final Outbox outbox;
    private final Audit audit;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final InstantSource clock;

    StandingDesk(
            Standings standings,
            StandingSettings settings,
            Ledger ledger,
            PriceBooks books,
            Accruals accruals,
            Outbox outbox,
            Audit audit,
            Organisations organisations,
            Tenancy tenancy,
            InstantSource clock) {
        this.standings = standings;
        this.settings = settings;
        this.ledger = ledger;
        this.books = books;
        this.accruals = accruals;
        this.outbox = outbox;
        this.audit = audit;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    void appeared(@Observes Organisations.Appeared event) {
        refresh(event.organisation(), null);
    }

    void charged(@Observes Charged event) {
        refresh(event.organisation(), event.ratedThrough());
    }

    /// After the commit, in a transaction of its own: whoever changes a grant holds other locks than charging
    /// does.
    void granted(@Observes(during = TransactionPhase.AFTER_SUCCESS) GrantChanged event) {
        UUID organisation = event.organisation();
        again(organisation);
    }

    /// Grants begin and end by the calendar, and a crash may come between a commit and what was to follow it.
    @Scheduled(every = "20s", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        organisations.all().forEach(this::again);
    }

    /// Sets an organisation's limit, for an operator.
    Standing limit(UUID organisation, Money creditLimit, String reason, String person, String name) {
        return tenancy.asOrganisation(organisation, () -> {
            if (organisations.name(organisation).isEmpty()) {
                throw Problems.notFound("organisation", organisation);
            }
            ledger.lock(organisation);
            Standing before = current(organisation);
            audit.note(
                    organisation,
                    person,
                    name,
                    "standing.limit-set",
                    organisation.toString(),
                    "from " + before.creditLimit() + " to " + creditLimit + " CNY: " + reason);
            return save(
                    new Standing(
                            organisation,
                            creditLimit,
                            before.used(),
                            before.ratedThrough(),
                            before.told(),
                            before.changedAt()),
                    null);
        });
    }

    private void again(UUID organisation) {
        // Not the transaction that has just ended, whose synchronisation may be calling.
        io.quarkus.narayana.jta.QuarkusTransaction.requiringNew()
                .run(() -> tenancy.asOrganisation(organisation, () -> {
                    ledger.lock(organisation);
                    refresh(organisation, null);
                }));
    }

    private void refresh(UUID organisation, @Nullable Instant ratedThrough) {
        save(current(organisation), ratedThrough);
    }

    private Standing current(UUID organisation) {
        return standings
                .find(organisation)
                .orElseGet(() -> new Standing(
                        organisation,
                        new Money(settings.creditLimit()),
                        Money.ZERO,
                        Instant.EPOCH,
                        "",
                        clock.instant()));
    }

    private Standing save(Standing before, @Nullable Instant ratedThrough) {
        UUID organisation = before.organisation();
        Money used = used(organisation);
        Instant through = ratedThrough != null && ratedThrough.isAfter(before.ratedThrough())
                ? ratedThrough
                : before.ratedThrough();
        List<StandingChanged.Ratio> ratios = accruals.ratiosNow(organisation);
        String saying = before.creditLimit() + " " + used + " " + ratios;
        boolean news = !saying.equals(before.told());
        Standing now = new Standing(
                organisation, before.creditLimit(), used, through, saying, news ? clock.instant() : before.changedAt());
        if (news || !through.equals(before.ratedThrough())) {
            standings.save(now, settings.lowShare());
        }
        if (news) {
            outbox.state(
                    Topics.STANDING,
                    organisation.toString(),
                    StandingChanged.TYPE,
                    new StandingChanged(
                            organisation,
                            now.state(settings.lowShare()),
                            now.available().yuan(),
                            through,
                            ratios));
        }
        return now;
    }

    /// What was used and is not paid: what no bill has demanded yet, its VAT, and what bills have demanded.
    private Money used(UUID organisation) {
        Map<YearMonth, Money> unbilled = ledger.balances(organisation, Account.UNBILLED);
        Map<YearMonth, Money> revenue = new HashMap<>();
        for (ChargeKind kind : ChargeKind.values()) {
            ledger.balances(organisation, Account.revenue(kind.name().toLowerCase(Locale.ROOT)))
                    .forEach((month, sum) -> revenue.merge(month, sum, Money::plus));
        }
        PriceList prices = books.all();
        Money vat = revenue.entrySet().stream()
                .map(month -> Rounding.vat(month.getValue().negated(), vatRate(prices, month.getKey())))
                .reduce(Money.ZERO, Money::plus);
        return unbilled.values().stream().reduce(Money.ZERO, Money::plus).plus(vat);
    }

    private static BigDecimal vatRate(PriceList prices, YearMonth month) {
        return prices.at(ServiceTime.start(month)).map(PriceBook::vatRate).orElse(BigDecimal.ZERO);
    }
}
