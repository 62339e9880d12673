package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is used of budgets, ceilings and limits, one row each. A batch locks its rows in one order (programmes,
/// then the organisation's years, then grants), counts in memory, and writes one update per row.
@ApplicationScoped
class Uses {
    private final Sql sql;

    Uses(Sql sql) {
        this.sql = sql;
    }

    private record Year(UUID programme, int year) {}

    private record Count(UUID id, int year, Money used) {}

    /// The rows of one batch, locked until its transaction ends.
    record Locked(
            UUID organisation,
            Map<UUID, Use> budgets,
            Map<Year, Use> ceilings,
            Map<UUID, Use> limits,
            Map<Year, Minimum> minima)
            implements Bounds {

        @Override
        public Headroom headroom(Grant grant, int year) {
            return new Headroom(
                    Objects.requireNonNull(budgets.get(grant.programme())),
                    Objects.requireNonNull(ceilings.get(new Year(grant.programme(), year))),
                    Objects.requireNonNull(limits.get(grant.id())));
        }

        @Override
        public Minimum minimum(Programme programme, int year) {
            return minima.computeIfAbsent(
                    new Year(programme.id(), year), _ -> new Minimum(programme.minSpend(), Money.ZERO, false));
        }
    }

    /// Locks the programmes that any of these organisations holds a grant under, in the order of their ids: what a
    /// transaction does first that accrues for several organisations, which it has locked. Would it lock the
    /// programmes of one after the other, two such transactions could wait for each other. The transaction is
    /// bound to an organisation.
    void lock(List<UUID> programmes) {
        if (!programmes.isEmpty()) {
            sql.list(
                    "select programme_id from programme_use where programme_id = any(?::uuid[]) order by programme_id"
                            + " for update",
                    row -> true,
                    programmes);
        }
    }

    /// Only the programmes that are held are locked, in the order of their ids: nobody waits for what others
    /// accrue under programmes that he has nothing to do with.
    Locked lock(UUID organisation, List<Held> held, Set<Integer> years) {
        var used = new HashMap<UUID, Use>();
        var rules = new HashMap<UUID, Programme>();
        held.forEach(each -> rules.put(each.programme().id(), each.programme()));
        var counts = sql.list(
                "select programme_id, used from programme_use where programme_id = any(?::uuid[]) order by programme_id"
                        + " for update",
                row -> new Count(Sql.uuid(row, "programme_id"), 0, Sql.money(row, "used")),
                List.copyOf(rules.keySet()));
        for (var count : counts) {
            var programme = rules.get(count.id());
            if (programme != null) {
                used.put(count.id(), new Use(programme.budget(), count.used()));
            }
        }
        var fresh = new ArrayList<@Nullable Object[]>();
        for (var each : held) {
            for (var year : years) {
                fresh.add(new @Nullable Object[] {
                    organisation, each.programme().id(), year, each.programme().organisationCeiling()
                });
            }
        }
        sql.batch(
                "insert into organisation_use (organisation_id, programme_id, service_year, ceiling)"
                        + " values (?, ?, ?, ?) on conflict (organisation_id, programme_id, service_year) do nothing",
                fresh);
        return new Locked(
                organisation,
                used,
                ceilings(organisation, rules),
                limits(organisation, held),
                minima(organisation, held, years));
    }

    /// The same as it stands now, without a lock and not to be written: for display.
    ///
    /// @param net of the charge that is asked for; it reaches no least spend that is not reached yet
    Locked copy(UUID organisation, List<Held> held, int year, Money net) {
        var budgets = new HashMap<UUID, Use>();
        var ceilings = new HashMap<Year, Use>();
        var limits = new HashMap<UUID, Use>();
        var minima = new HashMap<Year, Minimum>();
        for (var each : held) {
            var programme = each.programme();
            budgets.put(
                    programme.id(),
                    new Use(
                            programme.budget(),
                            sum("select used from programme_use where programme_id = ?", programme.id())));
            ceilings.put(
                    new Year(programme.id(), year),
                    new Use(
                            programme.organisationCeiling(),
                            sum(
                                    "select used from organisation_use where organisation_id = ? and programme_id = ?"
                                            + " and service_year = ?",
                                    organisation,
                                    programme.id(),
                                    year)));
            for (var grant : each.grants()) {
                limits.put(
                        grant.id(),
                        new Use(
                                grant.limit(),
                                sum(
                                        "select used from subsidy_grant where organisation_id = ? and id = ?",
                                        organisation,
                                        grant.id())));
            }
            var least = programme.minSpend();
            if (least != null) {
                var row = eligible(organisation, programme.id(), year).orElse(new Eligible(Money.ZERO, false));
                minima.put(new Year(programme.id(), year), new Minimum(least, row.net(), row.reached()).before(net));
            }
        }
        return new Locked(organisation, budgets, ceilings, limits, minima);
    }

    private Money sum(String statement, Object... parameters) {
        return sql.first(statement, row -> Sql.money(row, "used"), parameters).orElse(Money.ZERO);
    }

    /// A bound that was lowered below what is used already stays at what is used.
    void write(Locked locked) {
        locked.budgets().forEach((programme, use) -> {
            if (!use.change().isZero()) {
                sql.update(
                        "update programme_use set used = ?, budget = ? where programme_id = ?",
                        use.used(),
                        use.bound(),
                        programme);
            }
        });
        locked.ceilings().forEach((year, use) -> {
            if (!use.change().isZero()) {
                sql.update(
                        "update organisation_use set used = ?, ceiling = ?"
                                + " where organisation_id = ? and programme_id = ? and service_year = ?",
                        use.used(),
                        use.bound(),
                        locked.organisation(),
                        year.programme(),
                        year.year());
            }
        });
        locked.minima().forEach((year, minimum) -> {
            if (minimum.change()) {
                sql.update(
                        "update organisation_use set minimum_reached = true"
                                + " where organisation_id = ? and programme_id = ? and service_year = ?",
                        locked.organisation(),
                        year.programme(),
                        year.year());
            }
        });
        locked.limits().forEach((grant, use) -> {
            if (!use.change().isZero()) {
                sql.update(
                        "update subsidy_grant set used = ? where organisation_id = ? and id = ?",
                        use.used(),
                        locked.organisation(),
                        grant);
            }
        });
    }

    private Map<Year, Use> ceilings(UUID organisation, Map<UUID, Programme> rules) {
        var ceilings = new HashMap<Year, Use>();
        var counts = sql.list(
                "select programme_id, service_year, used from organisation_use where organisation_id = ?"
                        + " order by programme_id, service_year for update",
                row -> new Count(Sql.uuid(row, "programme_id"), row.getInt("service_year"), Sql.money(row, "used")),
                organisation);
        for (var count : counts) {
            var programme = rules.get(count.id());
            if (programme != null) {
                ceilings.put(
                        new Year(count.id(), count.year()), new Use(programme.organisationCeiling(), count.used()));
            }
        }
        return ceilings;
    }

    /// Only programmes with a least spend are asked for.
    private Map<Year, Minimum> minima(UUID organisation, List<Held> held, Set<Integer> years) {
        var minima = new HashMap<Year, Minimum>();
        for (var each : held) {
            var least = each.programme().minSpend();
            if (least != null) {
                for (var year : years) {
                    var row =
                            eligible(organisation, each.programme().id(), year).orElseThrow();
                    minima.put(new Year(each.programme().id(), year), new Minimum(least, row.net(), row.reached()));
                }
            }
        }
        return minima;
    }

    private record Eligible(Money net, boolean reached) {}

    private Optional<Eligible> eligible(UUID organisation, UUID programme, int year) {
        return sql.first(
                "select u.minimum_reached, (select coalesce(sum(s.base), 0) from charge_share s join charge_basis b"
                        + " on b.organisation_id = s.organisation_id and b.charge_id = s.charge_id"
                        + " where s.organisation_id = u.organisation_id and s.programme_id = u.programme_id"
                        + " and b.service_from >= ? and b.service_from < ?) as eligible from organisation_use u"
                        + " where u.organisation_id = ? and u.programme_id = ? and u.service_year = ?",
                found -> new Eligible(Sql.money(found, "eligible"), found.getBoolean("minimum_reached")),
                ServiceTime.start(LocalDate.of(year, 1, 1)),
                ServiceTime.start(LocalDate.of(year + 1, 1, 1)),
                organisation,
                programme,
                year);
    }

    private Map<UUID, Use> limits(UUID organisation, List<Held> held) {
        var grants = new HashMap<UUID, Grant>();
        held.forEach(each -> each.grants().forEach(grant -> grants.put(grant.id(), grant)));
        var limits = new HashMap<UUID, Use>();
        var counts = sql.list(
                "select id, used from subsidy_grant where organisation_id = ? order by id for update",
                row -> new Count(Sql.uuid(row, "id"), 0, Sql.money(row, "used")),
                organisation);
        for (var count : counts) {
            var grant = grants.get(count.id());
            if (grant != null) {
                limits.put(count.id(), new Use(grant.limit(), count.used()));
            }
        }
        return limits;
    }
}
