package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Opens an organisation's [Book] over its rows, lets the rules work, and writes what they did: all in the
/// caller's transaction, which is bound to the organisation. The locks are taken here: the organisation, then
/// the bounds.
@ApplicationScoped
class AccrualDesk {
    private final InstantSource clock;
    private final Tenancy tenancy;
    private final Ledger ledger;
    private final Grants grants;
    private final Uses uses;
    private final ChargeBases bases;
    private final CombinedCaps caps;
    private final OutcomeWriter writer;
    private final OpenBill openBill;

    AccrualDesk(
            InstantSource clock,
            Tenancy tenancy,
            Ledger ledger,
            Grants grants,
            Uses uses,
            ChargeBases bases,
            CombinedCaps caps,
            OutcomeWriter writer,
            OpenBill openBill) {
        this.clock = clock;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.grants = grants;
        this.uses = uses;
        this.bases = bases;
        this.caps = caps;
        this.writer = writer;
        this.openBill = openBill;
    }

    /// See [Accruals#lock].
    void lock(Collection<UUID> organisations) {
        if (organisations.isEmpty()) {
            return;
        }
        var programmes = grants.programmes(organisations);
        tenancy.asNobody(() -> {
            uses.lock(programmes);
            return true;
        });
    }

    /// Posts charges that have just changed, in order of service start, then id; each on the bill it names.
    List<AccrualChange> accrue(List<ChargeNow> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        var organisation = organisation(changed);
        ledger.lock(organisation);
        bases.save(changed, clock.instant());
        var ordered = changed.stream()
                .sorted(Comparator.comparing(ChargeNow::from).thenComparing(ChargeNow::charge))
                .toList();
        var open = openBill.of(organisation);
        var own = new HashSet<>(ordered.stream().map(ChargeNow::charge).toList());
        return changes(
                ordered,
                work(
                        organisation,
                        known(organisation, ordered),
                        book -> book.post(ordered),
                        line -> own.contains(line.charge().charge())
                                ? line.charge().month()
                                : open,
                        null,
                        _ -> true));
    }

    /// R11: takes credit notes into accruals; what is given back stands on the open bill.
    List<AccrualChange> credited(List<ChargeNow> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        var organisation = organisation(changed);
        ledger.lock(organisation);
        bases.save(changed, clock.instant());
        var open = openBill.of(organisation);
        return changes(
                changed,
                work(
                        organisation,
                        known(organisation, changed),
                        book -> book.credit(changed),
                        _ -> open,
                        null,
                        _ -> true));
    }

    /// R12: a grant that was just approved also pays for what was posted before, in order of posting, on the open
    /// bill.
    Outcome approved(Grant grant) {
        ledger.lock(grant.organisation());
        var programme = grants.held(grant.organisation()).stream()
                .map(Held::programme)
                .filter(each -> each.id().equals(grant.programme()))
                .findFirst()
                .orElseThrow();
        return work(
                grant.organisation(),
                bases.since(grant.organisation(), grant.from()),
                book -> book.approve(programme, grant),
                null);
    }

    /// Any operation whose movements stand on the open bill. The organisation must be locked in the ledger.
    ///
    /// @param settled the claim that shortfalls are of; null elsewhere
    Outcome work(UUID organisation, List<Line> posted, Function<Book, Outcome> operation, @Nullable UUID settled) {
        var open = openBill.of(organisation);
        return work(organisation, posted, operation, _ -> open, settled, _ -> true);
    }

    /// R15: a claim takes lines, which moves no bound: none is locked.
    Outcome claim(UUID organisation, List<Line> posted, List<ClaimLine> lines) {
        var open = openBill.of(organisation);
        return work(organisation, posted, book -> book.claim(lines), _ -> open, null, _ -> false);
    }

    /// R15: a claim of one programme is settled; only its bounds move.
    Outcome settle(UUID organisation, List<Line> posted, List<Settlement.Part> parts, Programme programme, UUID claim) {
        var open = openBill.of(organisation);
        return work(organisation, posted, book -> book.settle(parts), _ -> open, claim, programme::equals);
    }

    /// @param bounded the programmes whose bounds the operation may move
    private Outcome work(
            UUID organisation,
            List<Line> posted,
            Function<Book, Outcome> operation,
            Function<Line, YearMonth> bill,
            @Nullable UUID settled,
            Predicate<Programme> bounded) {
        var held = grants.held(organisation);
        if (held.isEmpty()) {
            return Outcome.NOTHING;
        }
        var years = new HashSet<>(posted.stream().map(Line::year).toList());
        var moving =
                held.stream().filter(each -> bounded.test(each.programme())).toList();
        var bounds = uses.lock(organisation, moving, years);
        var book = new Book(held, caps.all(), bounds, year -> bases.ofYear(organisation, year), posted);
        var outcome = operation.apply(book);
        writer.write(organisation, held, outcome, bill, settled);
        uses.write(bounds);
        return outcome;
    }

    /// The charges as they are now, with their shares as they were last posted.
    private List<Line> known(UUID organisation, List<ChargeNow> charges) {
        var shares = bases.shares(
                organisation, charges.stream().map(ChargeNow::charge).toList());
        var lines = new ArrayList<Line>();
        for (var charge : charges) {
            lines.add(new Line(charge, Objects.requireNonNullElse(shares.get(charge.charge()), List.of())));
        }
        return lines;
    }

    private static List<AccrualChange> changes(List<ChargeNow> charges, Outcome outcome) {
        var accrued = new HashMap<UUID, Money>();
        for (var line : outcome.touched()) {
            accrued.put(
                    line.charge().charge(),
                    line.shares().values().stream().map(Share::accrued).reduce(Money.ZERO, Money::plus));
        }
        return charges.stream()
                .map(charge -> new AccrualChange(charge.charge(), accrued.getOrDefault(charge.charge(), Money.ZERO)))
                .toList();
    }

    private static UUID organisation(List<ChargeNow> charges) {
        var organisation = charges.getFirst().organisation();
        if (charges.stream().anyMatch(charge -> !charge.organisation().equals(organisation))) {
            throw new IllegalArgumentException("the charges of one batch belong to one organisation");
        }
        return organisation;
    }
}
