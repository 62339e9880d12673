package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Posts accruals: the rules over a batch of charges of one organisation, in the caller's transaction.
@ApplicationScoped
class AccrualDesk {
    private static final int BATCH = 500;

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Grants grants;
    private final Uses uses;
    private final ChargeBases bases;

    AccrualDesk(Sql sql, Ids ids, InstantSource clock, Ledger ledger, Grants grants, Uses uses, ChargeBases bases) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.ledger = ledger;
        this.grants = grants;
        this.uses = uses;
        this.bases = bases;
    }

    /// Posts charges that have just changed, in order of service start, then id.
    List<AccrualChange> accrue(List<ChargeNow> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        var organisation = changed.getFirst().organisation();
        if (changed.stream().anyMatch(charge -> !charge.organisation().equals(organisation))) {
            throw new IllegalArgumentException("the charges of one batch belong to one organisation");
        }
        ledger.lock(organisation);
        bases.save(changed, clock.instant());
        var ordered = changed.stream()
                .sorted(Comparator.comparing(ChargeNow::from).thenComparing(ChargeNow::charge))
                .toList();
        return post(organisation, ordered, ChargeNow::month);
    }

    /// R12: a grant that was just approved also pays for what was posted before, in order of posting, on the open bill.
    void approved(Grant grant) {
        ledger.lock(grant.organisation());
        var open = ServiceTime.month(clock.instant());
        var charges = bases.since(grant.organisation(), grant.from());
        for (int i = 0; i < charges.size(); i += BATCH) {
            post(grant.organisation(), charges.subList(i, Math.min(i + BATCH, charges.size())), _ -> open);
        }
    }

    private List<AccrualChange> post(UUID organisation, List<ChargeNow> ordered, Function<ChargeNow, YearMonth> bill) {
        var held = grants.held(organisation);
        if (held.isEmpty()) {
            return ordered.stream()
                    .map(charge -> new AccrualChange(charge.charge(), Money.ZERO))
                    .toList();
        }
        var now = clock.instant();
        var years = ordered.stream().map(AccrualDesk::serviceYear).collect(Collectors.toSet());
        var locked = uses.lock(organisation, held, years);
        var before = bases.shares(
                organisation, ordered.stream().map(ChargeNow::charge).toList());
        var after = new LinkedHashMap<UUID, List<Share>>();
        var entries = new ArrayList<Entry>();
        for (var charge : ordered) {
            var was = before.getOrDefault(charge.charge(), Map.of());
            var shares = AccrualRule.accrue(charge, held, was, grant -> locked.headroom(grant, serviceYear(charge)));
            after.put(charge.charge(), shares);
            for (var share : shares) {
                var accruedBefore = was.get(share.grant());
                var amount = share.accrued().minus(accruedBefore == null ? Money.ZERO : accruedBefore.accrued());
                if (!amount.isZero()) {
                    entries.add(new Entry(ids.next(), charge.charge(), share, amount, bill.apply(charge)));
                }
            }
        }
        bases.save(organisation, after, now);
        write(organisation, entries, now);
        uses.write(locked);
        return after.entrySet().stream()
                .map(charge -> new AccrualChange(charge.getKey(), sum(charge.getValue())))
                .toList();
    }

    private void write(UUID organisation, List<Entry> entries, Instant now) {
        sql.batch(
                "insert into accrual (organisation_id, id, charge_id, programme_id, grant_id, version_id, amount, reason,"
                        + " month, posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries.stream()
                        .map(entry -> new @Nullable Object[] {
                            organisation,
                            entry.id(),
                            entry.charge(),
                            entry.share().programme(),
                            entry.share().grant(),
                            entry.share().version(),
                            entry.amount(),
                            entry.share().reason(),
                            entry.month(),
                            now
                        })
                        .toList());
        ledger.post(entries.stream()
                .map(entry -> LedgerTransaction.of(
                        organisation,
                        "accrual:" + entry.id(),
                        "accrual",
                        entry.charge(),
                        entry.month(),
                        new LedgerTransaction.Transfer(
                                Account.subsidyAccrued(entry.share().programme()), Account.UNBILLED, entry.amount())))
                .toList());
    }

    private static Money sum(List<Share> shares) {
        return shares.stream().map(Share::accrued).reduce(Money.ZERO, Money::plus);
    }

    private static int serviceYear(ChargeNow charge) {
        return ServiceTime.month(charge.from()).getYear();
    }

    private record Entry(UUID id, UUID charge, Share share, Money amount, YearMonth month) {}
}
