package dev.aquifer.billing.budget;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.budget.BudgetState;
import dev.aquifer.billing.api.budget.BudgetView;
import dev.aquifer.billing.api.budget.ForecastView;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.notice.Notices;
import dev.aquifer.billing.usage.Period;
import dev.aquifer.billing.usage.UsageDesk;
import dev.aquifer.billing.usage.UsageDesk.Spent;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares budgets with what is spent, and tells what there is to tell. Runs in the caller's transaction, bound to
/// the organisation.
@ApplicationScoped
class BudgetDesk {

    private final Budgets budgets;
    private final UsageDesk usage;
    private final Notices notices;
    private final Pauses pauses;
    private final InstantSource clock;

    BudgetDesk(Budgets budgets, UsageDesk usage, Notices notices, Pauses pauses, InstantSource clock) {
        this.budgets = budgets;
        this.usage = usage;
        this.notices = notices;
        this.pauses = pauses;
        this.clock = clock;
    }

    List<BudgetView> views(UUID organisation) {
        return views(organisation, budgets.of(organisation));
    }

    Optional<BudgetView> view(UUID organisation, UUID id) {
        return budgets.find(organisation, id)
                .map(budget -> views(organisation, List.of(budget)).getFirst());
    }

    /// Tells each threshold that is reached, once a month and budget, whoever looks at the same time, and the gateway
    /// whose calls are paused.
    ///
    /// @return as they stand now
    List<BudgetView> look(UUID organisation) {
        List<BudgetView> views = views(organisation);
        for (BudgetView view : views) {
            for (int threshold : view.thresholds()) {
                if (!view.reached().contains(threshold) && reached(view, threshold)) {
                    notices.tellOnce(
                            organisation,
                            once(view.id(), view.month()) + threshold,
                            NoticeKind.BUDGET_THRESHOLD,
                            parameters(view, threshold));
                }
            }
            if (view.state() == BudgetState.PAUSED) {
                notices.tellOnce(
                        organisation,
                        "pause:" + view.id() + ":" + view.month() + ":" + view.amount(),
                        NoticeKind.BUDGET_PAUSED,
                        parameters(view, 100));
            }
        }
        pauses.tell(organisation, views);
        return views;
    }

    /// Tells the gateway at once, where a budget was set, raised or removed.
    void tellPauses(UUID organisation) {
        pauses.tell(organisation, views(organisation));
    }

    private static boolean reached(BudgetView view, int threshold) {
        return view.spent()
                        .yuan()
                        .movePointRight(2)
                        .compareTo(view.amount().yuan().multiply(BigDecimal.valueOf(threshold)))
                >= 0;
    }

    private static String once(UUID budget, YearMonth month) {
        return "budget:" + budget + ":" + month + ":";
    }

    private static Map<String, String> parameters(BudgetView view, int threshold) {
        return Map.of(
                "budget", view.id().toString(),
                "scope", view.scope().name(),
                "subject", view.subject() == null ? "" : view.subject(),
                "name", view.name() == null ? "" : view.name(),
                "threshold", Integer.toString(threshold),
                "amount", view.amount().toString(),
                "spent", view.spent().toString(),
                "month", view.month().toString());
    }

    private List<BudgetView> views(UUID organisation, List<Budget> ofIt) {
        if (ofIt.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        LocalDate today = ServiceTime.day(now);
        YearMonth month = YearMonth.from(today);
        boolean apart = ofIt.stream().anyMatch(Budget::apart);
        List<Spent> onBill = usage.spent(organisation, new Period.Bill(month), apart);
        List<Spent> lately =
                usage.spent(organisation, new Period.Days(today.minusDays(Forecast.DAYS_LOOKED_AT), today), apart);
        return ofIt.stream()
                .map(budget -> view(budget, today, month, onBill, lately))
                .toList();
    }

    private BudgetView view(Budget budget, LocalDate today, YearMonth month, List<Spent> onBill, List<Spent> lately) {
        Money spent = sum(onBill.stream().filter(budget::covers).toList());
        List<Spent> days = lately.stream().filter(budget::covers).toList();
        ForecastView forecast = Forecast.of(
                spent,
                sum(days.stream().filter(one -> one.day().equals(today)).toList()),
                before(days, today),
                month.lengthOfMonth() - today.getDayOfMonth(),
                today.getDayOfMonth());
        List<Integer> reached = notices.told(budget.organisation(), once(budget.id(), month)).stream()
                .map(once -> Integer.valueOf(once.substring(once.lastIndexOf(':') + 1)))
                .sorted()
                .toList();
        return new BudgetView(
                budget.id(),
                budget.scope(),
                budget.subject().isEmpty() ? null : budget.subject(),
                name(budget, onBill, lately),
                budget.amount(),
                budget.thresholds(),
                budget.pause(),
                month,
                spent,
                spent.yuan().divide(budget.amount().yuan(), 4, RoundingMode.DOWN),
                forecast,
                reached,
                state(budget, spent, forecast),
                budget.changedBy(),
                budget.changedAt());
    }

    private static BudgetState state(Budget budget, Money spent, ForecastView forecast) {
        if (spent.compareTo(budget.amount()) >= 0) {
            return budget.pause() ? BudgetState.PAUSED : BudgetState.OVER;
        }
        if (budget.thresholds().stream().anyMatch(threshold -> budget.reached(threshold, spent))) {
            return BudgetState.WARNED;
        }
        return forecast.likely().compareTo(budget.amount()) > 0 ? BudgetState.LIKELY_OVER : BudgetState.WITHIN;
    }

    /// Costs of the days before today, from the first on which anything was used.
    private static List<Money> before(List<Spent> days, LocalDate today) {
        LocalDate first =
                days.stream().map(Spent::day).min(Comparator.naturalOrder()).orElse(today);
        return first.isBefore(today)
                ? first.datesUntil(today)
                        .map(day -> sum(days.stream()
                                .filter(one -> one.day().equals(day))
                                .toList()))
                        .toList()
                : List.of();
    }

    private static @Nullable String name(Budget budget, List<Spent> onBill, List<Spent> lately) {
        return switch (budget.scope()) {
            case ORGANISATION -> null;
            case LABEL, KEY -> budget.subject();
            case DEPLOYMENT ->
                Stream.concat(onBill.stream(), lately.stream())
                        .filter(budget::covers)
                        .map(Spent::deploymentName)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(budget.subject());
        };
    }

    private static Money sum(List<Spent> spent) {
        return spent.stream().map(Spent::amount).reduce(Money.ZERO, Money::plus);
    }
}
