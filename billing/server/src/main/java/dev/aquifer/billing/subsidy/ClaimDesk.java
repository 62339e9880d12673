package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The sums of claims (R15). Who makes, submits and settles a claim, and when, is decided elsewhere; here its
/// lines are taken and its money is shared. Everything runs in the caller's transaction, whatever it is bound
/// to: each organisation's part is done under that organisation's own binding, all of them locked first, in the
/// order of their ids.
@ApplicationScoped
class ClaimDesk {
    private final InstantSource clock;
    private final Tenancy tenancy;
    private final Ledger ledger;
    private final ChargeBases bases;
    private final ClaimLines claims;
    private final Programmes programmes;
    private final AccrualDesk desk;
    private final OpenBill openBill;
    private final SubsidyNews news;
    private final Event<GrantChanged> changed;

    ClaimDesk(
            InstantSource clock,
            Tenancy tenancy,
            Ledger ledger,
            ChargeBases bases,
            ClaimLines claims,
            Programmes programmes,
            AccrualDesk desk,
            OpenBill openBill,
            SubsidyNews news,
            Event<GrantChanged> changed) {
        this.clock = clock;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.bases = bases;
        this.claims = claims;
        this.programmes = programmes;
        this.desk = desk;
        this.openBill = openBill;
        this.news = news;
        this.changed = changed;
    }

    private record Taken(UUID organisation, long place, List<ClaimLine> lines) {}

    /// Takes every accrual of the programme that is in no claim yet, of all organisations, the open month's too: a
    /// line per charge, net of what was given back. Posts `subsidy_claimed` against `subsidy_accrued`.
    ///
    /// @param claim a new id, @return what is claimed; below zero if more was given back than accrued
    Money claim(UUID claim, UUID programme) {
        var rules = programmes.get(programme).rules();
        var organisations = tenancy.asJobs(() -> claims.unclaimed(programme));
        lock(organisations);
        var all = new ArrayList<Taken>();
        for (var organisation : organisations) {
            tenancy.asOrganisation(organisation, () -> {
                var lines = ClaimLine.of(bases.unclaimed(organisation, programme), programme);
                if (!lines.isEmpty()) {
                    all.add(new Taken(
                            organisation,
                            bases.place(organisation, lines.getFirst().charge()),
                            lines));
                }
            });
        }
        all.sort(Comparator.comparingLong(Taken::place));
        for (int i = 0; i < all.size(); i++) {
            var place = i;
            var taken = all.get(i);
            tenancy.asOrganisation(taken.organisation(), () -> take(claim, rules, place, taken));
        }
        return all.stream().map(taken -> Settlement.total(taken.lines())).reduce(Money.ZERO, Money::plus);
    }

    /// What is claimed now: less than at first where a clawback has taken from it.
    Money total(UUID claim) {
        return Settlement.total(lines(claim));
    }

    /// Shares the sum that the programme paid over organisations and charges, and withdraws the shortfall.
    ///
    /// @param paid 0: rejected, @return by organisation, in the order of the claim
    /// @throws IllegalArgumentException if more is paid than is claimed
    Map<UUID, Settlement.Sum> settle(UUID claim, Money paid) {
        var organisations = organisations(claim);
        lock(organisations);
        var settlement = Settlement.of(lines(claim), paid);
        for (var sum : settlement.organisations().entrySet()) {
            var organisation = sum.getKey();
            var parts = settlement.parts().stream()
                    .filter(part -> part.line().organisation().equals(organisation))
                    .toList();
            tenancy.asOrganisation(organisation, () -> settle(claim, organisation, sum.getValue(), parts));
        }
        return settlement.organisations();
    }

    /// The lines of a claim, organisation by organisation in its order, each in order of posting.
    List<ClaimLines.Row> rows(UUID claim) {
        var rows = new ArrayList<ClaimLines.Row>();
        for (var organisation : organisations(claim)) {
            rows.addAll(tenancy.asOrganisation(organisation, () -> claims.rows(organisation, claim)));
        }
        return rows;
    }

    /// The organisation's own lines of a claim; the transaction is bound to it.
    List<ClaimLines.Row> rows(UUID claim, UUID organisation) {
        return claims.rows(organisation, claim);
    }

    private void take(UUID claim, Programme programme, int place, Taken taken) {
        var organisation = taken.organisation();
        claims.add(organisation, claim, programme.id(), place, taken.lines(), clock.instant());
        desk.claim(organisation, bases.lines(organisation, charges(taken.lines())), taken.lines());
        var sum = Settlement.total(taken.lines());
        if (programme.deducts() && !sum.isZero()) {
            ledger.post(List.of(LedgerTransaction.of(
                    organisation,
                    "claim:" + claim,
                    "claim",
                    null,
                    openBill.of(organisation),
                    new Transfer(
                            Account.subsidyClaimed(programme.id()), Account.subsidyAccrued(programme.id()), sum))));
        }
    }

    private void settle(UUID claim, UUID organisation, Settlement.Sum sum, List<Settlement.Part> parts) {
        var programme = programmes
                .get(tenancy.asJobs(() -> claims.programme(claim).orElseThrow()))
                .rules();
        var lines = parts.stream().map(Settlement.Part::line).toList();
        claims.settled(organisation, claim, parts);
        var outcome = desk.settle(organisation, bases.lines(organisation, charges(lines)), parts, programme, claim);
        var withdrawn = outcome.sum(Movement.Kind.SHORTFALL).negated();
        var postings = new HashMap<String, Transfer>();
        if (programme.deducts()) {
            postings.put("paid", new Transfer(Account.CASH, Account.subsidyClaimed(programme.id()), sum.paid()));
            // What was given back before and not paid either: the next claim has nothing to take back any more.
            postings.put(
                    "set-off",
                    new Transfer(
                            Account.subsidyAccrued(programme.id()),
                            Account.subsidyClaimed(programme.id()),
                            sum.shortfall().minus(withdrawn)));
        } else {
            postings.put(
                    "paid",
                    // What falls short and was given back before is no longer expected already.
                    new Transfer(Account.memoContra(), Account.memoExpected(programme.id()), sum.paid()));
        }
        postings.values().removeIf(transfer -> transfer.amount().isZero());
        ledger.post(postings.entrySet().stream()
                .map(each -> LedgerTransaction.of(
                        organisation,
                        "claim:" + claim + ":" + each.getKey(),
                        "settlement",
                        null,
                        openBill.of(organisation),
                        each.getValue()))
                .toList());
        news.settled(organisation, programme.id(), claim, sum);
        changed.fire(new GrantChanged(organisation));
    }

    private List<ClaimLine> lines(UUID claim) {
        var lines = new ArrayList<ClaimLine>();
        for (var organisation : organisations(claim)) {
            lines.addAll(tenancy.asOrganisation(organisation, () -> claims.of(organisation, claim)));
        }
        return lines;
    }

    private List<UUID> organisations(UUID claim) {
        return tenancy.asJobs(() -> claims.organisations(claim));
    }

    private void lock(List<UUID> organisations) {
        organisations.stream()
                .sorted()
                .forEach(organisation -> tenancy.asOrganisation(organisation, () -> ledger.lock(organisation)));
    }

    private static List<UUID> charges(List<ClaimLine> lines) {
        return lines.stream().map(ClaimLine::charge).distinct().toList();
    }
}
