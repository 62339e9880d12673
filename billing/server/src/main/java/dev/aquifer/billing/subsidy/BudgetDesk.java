package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.BudgetView;
import dev.aquifer.billing.api.subsidy.ProgrammeState;
import dev.aquifer.billing.api.subsidy.ProgrammeVersionView;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the budgets burn down: sums over all organisations, none of them named.
@ApplicationScoped
class BudgetDesk {
    private static final int PACE_DAYS = 30;

    private final Sql sql;
    private final InstantSource clock;
    private final Tenancy tenancy;
    private final ProgrammeDrafts programmes;

    BudgetDesk(Sql sql, InstantSource clock, Tenancy tenancy, ProgrammeDrafts programmes) {
        this.sql = sql;
        this.clock = clock;
        this.tenancy = tenancy;
        this.programmes = programmes;
    }

    private record Month(UUID programme, String month, Money accrued) {}

    private record Sum(UUID programme, Money first, Money second) {}

    /// Of each programme that was ever published, the newest version.
    @Transactional
    List<BudgetView> budgets() {
        return tenancy.asJobs(() -> {
            var now = clock.instant();
            var months = sql
                    .list(
                            "select programme_id, to_char(posted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,"
                                    + " sum(amount) as accrued from accrual group by 1, 2 order by 1, 2",
                            row -> new Month(
                                    Sql.uuid(row, "programme_id"), Sql.text(row, "month"), Sql.money(row, "accrued")))
                    .stream()
                    .collect(Collectors.groupingBy(Month::programme));
            var pace = sums(
                    "select programme_id, coalesce(sum(amount), 0) as first, 0 as second from accrual"
                            + " where posted_at > ? group by 1",
                    now.minus(Duration.ofDays(PACE_DAYS)));
            var claims =
                    sums("select programme_id, coalesce(sum(claimed) filter (where state <> 'FROZEN'), 0) as first,"
                            + " coalesce(sum(paid), 0) as second from programme_claim group by 1");
            var seen = new HashSet<UUID>();
            return programmes.all().stream()
                    .filter(version -> version.state() != ProgrammeState.DRAFT && seen.add(version.programme()))
                    .map(version -> view(
                            version,
                            months.getOrDefault(version.programme(), List.of()),
                            pace.getOrDefault(version.programme(), none(version)),
                            claims.getOrDefault(version.programme(), none(version)),
                            now))
                    .toList();
        });
    }

    private Map<UUID, Sum> sums(String statement, Object... parameters) {
        return sql
                .list(
                        statement,
                        row -> new Sum(
                                Sql.uuid(row, "programme_id"), Sql.money(row, "first"), Sql.money(row, "second")),
                        parameters)
                .stream()
                .collect(Collectors.toMap(Sum::programme, Function.identity()));
    }

    private static Sum none(ProgrammeVersionView version) {
        return new Sum(version.programme(), Money.ZERO, Money.ZERO);
    }

    private static BudgetView view(
            ProgrammeVersionView version, List<Month> months, Sum pace, Sum claims, Instant now) {
        var form = version.form();
        var today = ServiceTime.day(now);
        var until = Objects.requireNonNull(form.until());
        var forecast =
                Forecast.of(form.budget(), version.used(), new Forecast.Basis(pace.first(), PACE_DAYS), today, until);
        var lines = new ArrayList<BudgetView.Month>();
        var sum = Money.ZERO;
        for (var month : months) {
            sum = sum.plus(month.accrued());
            lines.add(new BudgetView.Month(month.month(), month.accrued(), sum));
        }
        return new BudgetView(
                version.programme(),
                form.code(),
                form.title(),
                form.titleZh(),
                version.state(),
                form.budget(),
                version.used(),
                claims.first(),
                claims.second(),
                lines,
                forecast.perDay(),
                forecast.goneOn(),
                forecast.usedAtEnd(),
                until,
                today);
    }
}
