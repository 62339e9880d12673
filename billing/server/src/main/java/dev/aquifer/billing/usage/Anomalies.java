package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.usage.AnomalyView;
import dev.aquifer.billing.api.usage.Labelled;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds what left its usual band, in slices of the last days. Pure. Costs are those before subsidy: a grant that
/// begins or ends is no change of use.
final class Anomalies {

    static final int DAYS_LOOKED_AT = 28;

    private Anomalies() {}

    /// @param slices of the days from [#DAYS_LOOKED_AT] before yesterday up to today
    static List<AnomalyView> in(List<Slice> slices, LocalDate today) {
        Map<Subject, History> subjects = new HashMap<>();
        for (Slice slice : slices) {
            for (Subject subject : Subject.of(slice)) {
                subjects.computeIfAbsent(subject, _ -> new History()).add(slice);
            }
        }
        List<AnomalyView> found = new ArrayList<>();
        subjects.forEach((subject, costs) -> {
            Optional<AnomalyView> now = judged(subject, costs, today, false);
            now.ifPresent(found::add);
            judged(subject, costs, today.minusDays(1), true).ifPresent(found::add);
        });
        found.sort(Comparator.comparing((AnomalyView one) -> away(one))
                .reversed()
                .thenComparing(one -> one.kind() + String.valueOf(one.subject()) + one.day()));
        return found;
    }

    private static Money away(AnomalyView one) {
        return one.cost().compareTo(one.usual()) >= 0
                ? one.cost().minus(one.usual())
                : one.usual().minus(one.cost());
    }

    private record Subject(Labelled kind, @Nullable UUID id) {

        static List<Subject> of(Slice slice) {
            List<Subject> subjects = new ArrayList<>();
            UUID deployment = slice.cost().deployment();
            if (deployment != null) {
                subjects.add(new Subject(Labelled.DEPLOYMENT, deployment));
            }
            UUID key = slice.part().key();
            if (key != null) {
                subjects.add(new Subject(Labelled.KEY, Rollups.PLAYGROUND.equals(key) ? null : key));
            }
            return subjects;
        }
    }

    /// Costs of one subject by day, and by what drives them.
    private static final class History {
        private final Map<LocalDate, Money> days = new HashMap<>();
        private final Map<String, Map<LocalDate, Money>> drivers = new HashMap<>();
        private String name = "";
        private @Nullable LocalDate first;

        void add(Slice slice) {
            LocalDate day = slice.cost().day();
            days.merge(day, slice.net(), Money::plus);
            drivers.computeIfAbsent(driver(slice), _ -> new HashMap<>()).merge(day, slice.net(), Money::plus);
            if (first == null || day.isBefore(first)) {
                first = day;
            }
            if (!slice.cost().deploymentName().isEmpty()) {
                name = slice.cost().deploymentName();
            }
        }

        private static String driver(Slice slice) {
            String bucket = slice.cost().bucket();
            String chip = slice.part().chip();
            return bucket != null ? bucket : chip != null ? chip : "-";
        }

        /// The days before, from the first with any use on; a day without use costs nothing.
        List<Money> before(Map<LocalDate, Money> costs, LocalDate day) {
            LocalDate from = first == null || first.isBefore(day.minusDays(DAYS_LOOKED_AT))
                    ? day.minusDays(DAYS_LOOKED_AT)
                    : first;
            return from.isBefore(day)
                    ? from.datesUntil(day)
                            .map(each -> costs.getOrDefault(each, Money.ZERO))
                            .toList()
                    : List.of();
        }
    }

    private static Optional<AnomalyView> judged(Subject subject, History costs, LocalDate day, boolean complete) {
        Money cost = costs.days.getOrDefault(day, Money.ZERO);
        return Band.of(costs.before(costs.days, day))
                .filter(band -> cost.compareTo(band.high()) > 0 || (complete && cost.compareTo(band.low()) < 0))
                .map(band -> view(subject, costs, day, complete, cost, band));
    }

    private static AnomalyView view(
            Subject subject, History costs, LocalDate day, boolean complete, Money cost, Band band) {
        String driver = "-";
        Money driverCost = Money.ZERO;
        Money driverUsual = Money.ZERO;
        for (Map.Entry<String, Map<LocalDate, Money>> one : costs.drivers.entrySet()) {
            Money now = one.getValue().getOrDefault(day, Money.ZERO);
            Money usual = Band.median(costs.before(one.getValue(), day));
            int more = change(now, usual).compareTo(change(driverCost, driverUsual));
            if (more > 0 || (more == 0 && one.getKey().compareTo(driver) < 0)) {
                driver = one.getKey();
                driverCost = now;
                driverUsual = usual;
            }
        }
        return new AnomalyView(
                subject.kind(),
                subject.id(),
                subject.kind() == Labelled.DEPLOYMENT
                        ? costs.name
                        : subject.id() == null ? Slice.PLAYGROUND : subject.id().toString(),
                day,
                complete,
                cost.compareTo(band.high()) > 0,
                cost,
                band.usual(),
                band.low(),
                band.high(),
                band.days(),
                driver,
                driverCost,
                driverUsual,
                factor(cost, band.usual()));
    }

    private static Money change(Money now, Money usual) {
        return now.compareTo(usual) >= 0 ? now.minus(usual) : usual.minus(now);
    }

    private static @Nullable BigDecimal factor(Money cost, Money usual) {
        return usual.isPositive() ? cost.yuan().divide(usual.yuan(), 1, RoundingMode.HALF_UP) : null;
    }
}
