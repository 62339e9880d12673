package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.billing.subsidy.Accruals;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what is split. On a bill stand the charges of its month and the subsidy lines of its month, be they for
/// charges of earlier bills; over days it is everything for the charges of these days.
@ApplicationScoped
class Costs {

    /// The charges, and whether each stands there itself or only with a subsidy.
    private static final String OF_BILL = """
            with chosen as (
              select id, month = ? as used from charge where organisation_id = ? and (month = ? or id = any(?::uuid[]))
            )""";

    private static final String OF_DAYS = """
            with chosen as (
              select id, true as used from charge where organisation_id = ? and day between ? and ?
            )""";

    private static final String CHARGES = """

            select c.id, c.kind, c.day, c.deployment_id, c.deployment_name, c.bucket, l.chip_type,
              case when m.used then c.quantity else 0 end as quantity, c.starts_at, c.ends_at,
              case when m.used then c.net else 0 end as net, c.changed_at
            from chosen m
            join charge c on c.organisation_id = ? and c.id = m.id
            left join lease l on l.organisation_id = c.organisation_id and l.id = c.lease_id
            order by c.id""";

    private static final String PARTS = """

            select p.charge_id, p.hour, p.key_id, p.chip_type, p.quantity as weight,
              case when m.used then p.quantity else 0 end as quantity,
              case when m.used then p.requests else 0 end as requests, case when m.used then p.firsts else 0 end as firsts
            from chosen m
            join usage_part p on p.organisation_id = ? and p.charge_id = m.id
            order by p.charge_id, p.hour, p.key_id, p.chip_type""";

    private static final String SUMS = """

            select p.charge_id, sum(p.requests) as requests, sum(p.firsts) as firsts
            from chosen m
            join usage_part p on p.organisation_id = ? and p.charge_id = m.id
            where m.used group by p.charge_id""";

    /// A period with what must be known beforehand to read it.
    ///
    /// @param subsidies of the bill, by charge; empty for days, whose subsidies are asked for by their charges
    private record Read(UUID organisation, Period period, Map<UUID, Money> subsidies) {}

    /// How often each charge was asked for, where nobody wants to know when and by whom.
    record Requests(long requests, long firsts) {

        static final Requests NONE = new Requests(0, 0);
    }

    private final Sql sql;
    private final Accruals accruals;

    Costs(Sql sql, Accruals accruals) {
        this.sql = sql;
        this.accruals = accruals;
    }

    /// All of a period: the charges, and on demand their parts or only how often they were asked for.
    record Whole(List<Cost> costs, Map<UUID, List<Part>> parts, Map<UUID, Requests> requests) {}

    /// @param apart whether hours, keys and chips are wanted
    Whole read(UUID organisation, Period period, boolean apart) {
        Read read = new Read(
                organisation,
                period,
                period instanceof Period.Bill(var month) ? onBill(organisation, month) : Map.of());
        List<Cost> costs = sql.list(begin(period) + CHARGES, Costs::cost, bound(read));
        Map<UUID, Money> subsidies = period instanceof Period.Bill ? read.subsidies() : onCharges(costs);
        return new Whole(
                costs.stream()
                        .map(cost -> cost.with(subsidies.getOrDefault(cost.charge(), Money.ZERO)))
                        .toList(),
                apart ? parts(read) : Map.of(),
                apart ? Map.of() : requests(read));
    }

    private Map<UUID, Money> onBill(UUID organisation, YearMonth month) {
        return accruals.lines(organisation, month).stream()
                .filter(SubsidyLine::deducted)
                .collect(Collectors.toMap(SubsidyLine::charge, SubsidyLine::amount, Money::plus));
    }

    private Map<UUID, Money> onCharges(List<Cost> costs) {
        Map<UUID, Money> subsidies = new HashMap<>();
        accruals.accruedOn(costs.stream().map(Cost::charge).toList())
                .forEach((charge, accrued) -> subsidies.put(charge, accrued.amount()));
        return subsidies;
    }

    /// The parts of the charges, in the order in which missing fen are given out.
    private Map<UUID, List<Part>> parts(Read read) {
        Map<UUID, List<Part>> parts = new HashMap<>();
        sql.list(
                begin(read.period()) + PARTS,
                row -> parts.computeIfAbsent(Sql.uuid(row, "charge_id"), _ -> new ArrayList<>())
                        .add(new Part(
                                Sql.instant(row, "hour"),
                                Sql.uuid(row, "key_id"),
                                Sql.text(row, "chip_type"),
                                Sql.decimal(row, "weight"),
                                Sql.decimal(row, "quantity"),
                                row.getLong("requests"),
                                row.getLong("firsts"))),
                bound(read));
        return parts;
    }

    private Map<UUID, Requests> requests(Read read) {
        Map<UUID, Requests> found = new HashMap<>();
        sql.list(
                begin(read.period()) + SUMS,
                row -> found.put(
                        Sql.uuid(row, "charge_id"), new Requests(row.getLong("requests"), row.getLong("firsts"))),
                bound(read));
        return found;
    }

    private static String begin(Period period) {
        return switch (period) {
            case Period.Bill _ -> OF_BILL;
            case Period.Days _ -> OF_DAYS;
        };
    }

    private static @Nullable Object[] bound(Read read) {
        return switch (read.period()) {
            case Period.Bill(var month) ->
                new @Nullable Object[] {
                    month,
                    read.organisation(),
                    month,
                    List.copyOf(read.subsidies().keySet()),
                    read.organisation()
                };
            case Period.Days(var from, var to) ->
                new @Nullable Object[] {read.organisation(), from, to, read.organisation()};
        };
    }

    private static Cost cost(ResultSet row) throws SQLException {
        String kind = Sql.text(row, "kind");
        return new Cost(
                Sql.uuid(row, "id"),
                kind.equals("TOKENS"),
                Objects.requireNonNull(row.getObject("day", LocalDate.class)),
                Sql.uuidOrNull(row, "deployment_id"),
                Sql.text(row, "deployment_name"),
                row.getString("chip_type"),
                kind.equals(Cost.STORAGE) ? Cost.STORAGE : row.getString("bucket"),
                row.getString("chip_type") != null,
                Sql.decimal(row, "quantity"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                Sql.money(row, "net"),
                Money.ZERO,
                Sql.instant(row, "changed_at"));
    }
}
