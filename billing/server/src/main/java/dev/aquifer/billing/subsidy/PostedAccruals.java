package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.AccrualView;
import dev.aquifer.billing.api.bill.AdjustmentLine;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Subsidy for the other rooms.
@ApplicationScoped
class PostedAccruals implements Accruals {
    /// Shown where no bound is set; no programme is that large.
    private static final BigDecimal NO_BOUND = new BigDecimal("999999999999.99");

    private static final List<String> KINDS = List.of("lease", "tokens");
    private static final String REQUESTS = "inference";
    private static final String ANY_CHIP = "other";

    private final Sql sql;
    private final InstantSource clock;
    private final AccrualDesk desk;
    private final RatioQuotes quotes;
    private final Programmes programmes;
    private final SubsidyLines lines;
    private final Explained explained;

    PostedAccruals(
            Sql sql,
            InstantSource clock,
            AccrualDesk desk,
            RatioQuotes quotes,
            Programmes programmes,
            SubsidyLines lines,
            Explained explained) {
        this.sql = sql;
        this.clock = clock;
        this.desk = desk;
        this.quotes = quotes;
        this.programmes = programmes;
        this.lines = lines;
        this.explained = explained;
    }

    @Override
    public void lock(Collection<UUID> organisations) {
        desk.lock(organisations);
    }

    @Override
    public List<AccrualChange> accrue(List<ChargeNow> changed) {
        return desk.accrue(changed);
    }

    @Override
    public List<AccrualChange> credited(List<ChargeNow> changed) {
        return desk.credited(changed);
    }

    @Override
    public List<SubsidyLine> lines(UUID organisation, YearMonth month) {
        return lines.subsidy(organisation, month);
    }

    @Override
    public List<AdjustmentLine> adjustments(UUID organisation, YearMonth month) {
        return lines.adjustments(organisation, month);
    }

    @Override
    public List<YearMonth> months(UUID organisation) {
        return lines.months(organisation);
    }

    @Override
    public List<AccrualView> of(UUID charge) {
        var byId = programmes.byId();
        var segments = explained.of(charge);
        return sql.list(
                "select grant_id, programme_id, base, ratio, entitlement, accrued, claimed, paid, reason, posted_at"
                        + " from charge_share where charge_id = ? order by posted_at, grant_id",
                row -> {
                    var programme = Objects.requireNonNull(byId.get(Sql.uuid(row, "programme_id")));
                    BigDecimal ratio = row.getBigDecimal("ratio");
                    var base = Sql.money(row, "base");
                    var entitlement = Sql.money(row, "entitlement");
                    var cut = segments.getOrDefault(Sql.uuid(row, "grant_id"), List.of());
                    return new AccrualView(
                            Sql.uuid(row, "grant_id"),
                            programme.rules().code(),
                            programme.title(),
                            programme.titleZh(),
                            programme.documentTitle(),
                            base,
                            ratio == null ? null : Grants.plain(ratio),
                            entitlement,
                            Sql.money(row, "accrued"),
                            SubsidyLines.state(
                                    Sql.money(row, "accrued"), Sql.money(row, "claimed"), Sql.money(row, "paid")),
                            row.getString("reason"),
                            Sql.instant(row, "posted_at"),
                            programme.terms().documentNumber(),
                            Explained.tell(cut, base, entitlement) ? cut : List.of());
                },
                charge);
    }

    @Override
    public Map<UUID, Accrued> accruedOn(Collection<UUID> charges) {
        record Row(
                UUID charge,
                Money accrued,
                Money paid,
                @Nullable String reason) {}
        if (charges.isEmpty()) {
            return Map.of();
        }
        var deducting = programmes.byId();
        var amounts = new HashMap<UUID, Money>();
        var unpaid = new HashSet<UUID>();
        var reasons = new HashMap<UUID, Set<String>>();
        var rows = sql.list(
                "select charge_id, programme_id, accrued, paid, reason from charge_share where charge_id = any(?)",
                row -> {
                    boolean deducts = Objects.requireNonNull(deducting.get(Sql.uuid(row, "programme_id")))
                            .rules()
                            .deducts();
                    return new Row(
                            Sql.uuid(row, "charge_id"),
                            deducts ? Sql.money(row, "accrued") : Money.ZERO,
                            deducts ? Sql.money(row, "paid") : Money.ZERO,
                            row.getString("reason"));
                },
                List.copyOf(charges));
        for (var row : rows) {
            amounts.merge(row.charge(), row.accrued(), Money::plus);
            if (row.accrued().compareTo(row.paid()) != 0) {
                unpaid.add(row.charge());
            }
            var found = reasons.computeIfAbsent(row.charge(), _ -> new TreeSet<>());
            if (row.reason() != null) {
                found.add(row.reason());
            }
        }
        var result = new HashMap<UUID, Accrued>();
        amounts.forEach((charge, amount) -> result.put(
                charge,
                new Accrued(amount, List.copyOf(reasons.getOrDefault(charge, Set.of())), unpaid.contains(charge))));
        return result;
    }

    @Override
    public List<StandingChanged.Ratio> ratiosNow(UUID organisation) {
        var ratios = new ArrayList<StandingChanged.Ratio>();
        for (var kind : KINDS) {
            for (var given : quotes.of(organisation, kind, REQUESTS, ANY_CHIP)) {
                var headroom = given.headroom();
                ratios.add(new StandingChanged.Ratio(
                        given.programme().code(), kind, given.ratio(), headroom == null ? NO_BOUND : headroom.yuan()));
            }
        }
        return ratios;
    }

    @Override
    public RatioNow ratioNow(UUID organisation, String kind, String purpose, String chipOrigin) {
        var given = quotes.of(organisation, kind, purpose, chipOrigin);
        return given.isEmpty()
                ? RatioNow.NONE
                : new RatioNow(
                        given.stream().map(RatioQuotes.Given::ratio).reduce(BigDecimal.ZERO, BigDecimal::add),
                        given.stream().map(each -> each.programme().code()).collect(Collectors.joining(" + ")));
    }

    @Override
    public BigDecimal possibleRatio(String kind, String purpose, String chipOrigin) {
        return programmes.open(clock.instant()).stream()
                .map(ProgrammeVersion::rules)
                .filter(rules -> rules.covers(kind, purpose))
                .map(Programme::maxRatio)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
    }
}
