package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.api.usage.AnomalyView;
import dev.aquifer.billing.api.usage.Labelled;
import dev.aquifer.billing.api.usage.UsageSplit;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.notice.Notices;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Splits of an organisation's usage, and the look for days that stand out.
@ApplicationScoped
public class UsageDesk {

    /// What a deployment, key or label cost on a day, after subsidy.
    ///
    /// @param key null for what no key was used for, and for the playground
    public record Spent(
            LocalDate day,
            @Nullable UUID deployment,
            String deploymentName,
            @Nullable UUID key,
            @Nullable String label,
            Money amount) {}

    private final Explorer explorer;
    private final Notices notices;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final InstantSource clock;

    UsageDesk(Explorer explorer, Notices notices, Organisations organisations, Tenancy tenancy, InstantSource clock) {
        this.explorer = explorer;
        this.notices = notices;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    UsageSplit split(UUID organisation, Query query, int most) {
        return Splitting.of(query, explorer.slices(organisation, query.period(), query.cut()), most);
    }

    /// What was spent, for budgets: in the caller's transaction, bound to the organisation.
    ///
    /// @param apart false where nobody asks for keys and labels: much faster
    public List<Spent> spent(UUID organisation, Period period, boolean apart) {
        Map<List<@Nullable Object>, Spent> sums = new LinkedHashMap<>();
        for (Slice slice : explorer.slices(organisation, period, apart ? Explorer.Cut.PARTS : Explorer.Cut.WHOLE)) {
            UUID key = Rollups.PLAYGROUND.equals(slice.part().key())
                    ? null
                    : slice.part().key();
            Spent one = new Spent(
                    slice.cost().day(),
                    slice.cost().deployment(),
                    slice.cost().deploymentName(),
                    key,
                    slice.label(),
                    slice.net().minus(slice.subsidy()));
            List<@Nullable Object> place = new ArrayList<>();
            place.add(one.day());
            place.add(one.deployment());
            place.add(one.key());
            place.add(one.label());
            sums.merge(
                    place,
                    one,
                    (a, b) -> new Spent(
                            a.day(),
                            a.deployment(),
                            b.deploymentName(),
                            a.key(),
                            a.label(),
                            a.amount().plus(b.amount())));
        }
        return List.copyOf(sums.values());
    }

    List<AnomalyView> anomalies(UUID organisation) {
        LocalDate today = ServiceTime.day(clock.instant());
        Period days = new Period.Days(today.minusDays(Anomalies.DAYS_LOOKED_AT + 1L), today);
        return Anomalies.in(explorer.slices(organisation, days, Explorer.Cut.PARTS), today);
    }

    /// Each day that stands out is told once, whoever looks and however often.
    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    void tellAll() {
        for (UUID organisation : organisations.all()) {
            try {
                tenancy.asOrganisation(organisation, () -> tell(organisation));
            } catch (RuntimeException e) {
                Log.warnf(e, "no look at unusual days organisation=%s", organisation);
            }
        }
    }

    void tell(UUID organisation) {
        for (AnomalyView one : anomalies(organisation)) {
            if (one.kind() == Labelled.DEPLOYMENT || one.above()) {
                notices.tellOnce(
                        organisation,
                        "anomaly:" + one.kind() + ":" + one.subject() + ":" + one.day() + ":" + one.above(),
                        NoticeKind.ANOMALY,
                        Map.of(
                                "kind", one.kind().name(),
                                "subject", String.valueOf(one.subject()),
                                "name", one.name(),
                                "day", one.day().toString(),
                                "cost", one.cost().toString(),
                                "usual", one.usual().toString(),
                                "low", one.low().toString(),
                                "high", one.high().toString(),
                                "driver", one.driver()));
            }
        }
    }
}
