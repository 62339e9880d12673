package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.simulation.SimulationResult;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.subsidy.Book;
import dev.aquifer.billing.subsidy.ChargeNow;
import dev.aquifer.billing.subsidy.ClaimLine;
import dev.aquifer.billing.subsidy.CombinedCap;
import dev.aquifer.billing.subsidy.Grant;
import dev.aquifer.billing.subsidy.History;
import dev.aquifer.billing.subsidy.MemoryBounds;
import dev.aquifer.billing.subsidy.Movement;
import dev.aquifer.billing.subsidy.Outcome;
import dev.aquifer.billing.subsidy.Programme;
import dev.aquifer.billing.subsidy.RatioVersion;
import dev.aquifer.billing.subsidy.Settlement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A scenario as it is played, step after step: who is who, what is open, and what each step did. All rules are
/// those of [Book] and [Settlement].
final class Story {
    private record Issued(Grant grant, String organisation, Programme programme) {}

    private record Posted(String organisation, ChargeNow now) {}

    private record Claim(Programme programme, List<ClaimLine> lines, boolean settled) {}

    private final Scenario scenario;
    private final Limits limits;
    private final Map<String, Programme> programmes = new LinkedHashMap<>();
    private final MemoryBounds bounds;
    private final Bills bills;
    private final Map<String, Book> books = new LinkedHashMap<>();
    private final Map<String, Issued> grants = new LinkedHashMap<>();
    private final Map<String, Integer> reassessed = new LinkedHashMap<>();
    private final Map<String, Posted> charges = new LinkedHashMap<>();
    private final Map<String, Money> creditNotes = new LinkedHashMap<>();
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Map<UUID, String> names = new LinkedHashMap<>();
    private @Nullable YearMonth open;
    private long ids;

    Story(Scenario scenario, Limits limits) {
        this.scenario = scenario;
        this.limits = limits;
        this.bounds = new MemoryBounds(scenario.programmes());
        this.bills = new Bills(scenario.vatRate());
        scenario.programmes().forEach(programme -> {
            programmes.put(programme.code(), programme);
            names.put(programme.id(), programme.code());
        });
    }

    SimulationResult play() throws Mistake {
        var steps = new ArrayList<SimulationResult.Step>();
        long start = System.nanoTime();
        for (int i = 0; i < scenario.steps().size(); i++) {
            StoryChecks.inTime(i + 1, System.nanoTime() - start, limits);
            steps.add(step(i + 1, scenario.steps().get(i)));
        }
        var used = new LinkedHashMap<String, Money>();
        programmes.values().forEach(programme -> used.put(programme.code(), bounds.used(programme.id())));
        return new SimulationResult(scenario.id(), steps, accruals(), bills.all(), used);
    }

    private SimulationResult.Step step(int number, Scenario.Step step) throws Mistake {
        return switch (step) {
            case Scenario.Month month -> open(number, month);
            case Scenario.Approve approve -> approve(number, approve);
            case Scenario.Post post -> post(number, post);
            case Scenario.CreditNote note -> credit(number, note);
            case Scenario.Reassess reassess -> reassess(number, reassess);
            case Scenario.MakeClaim claim -> claim(number, claim);
            case Scenario.Settle settle -> settle(number, settle);
            case Scenario.ClawBack clawBack -> clawBack(number, clawBack);
        };
    }

    private SimulationResult.Step open(int number, Scenario.Month step) throws Mistake {
        if (open != null && !step.month().isAfter(open)) {
            throw new Mistake(
                    number, "month", "must be after " + open + ", the month that is open; it is " + step.month());
        }
        open = step.month();
        return new Told(names).step();
    }

    private SimulationResult.Step approve(int number, Scenario.Approve step) throws Mistake {
        var programme = programme(number, step.programme());
        StoryChecks.fresh(number, "grant", step.id(), grants);
        StoryChecks.within(number, step.ratio(), programme);
        for (var other : grants.values()) {
            if (other.organisation().equals(step.organisation())
                    && other.programme().equals(programme)
                    && other.grant().overlaps(step.from(), step.until())) {
                throw new Mistake(
                        number,
                        "validFrom",
                        "must not overlap with another grant of " + step.organisation() + " under " + programme.code()
                                + ", from " + other.grant().from() + " until "
                                + other.grant().until());
            }
        }
        var grant = new Grant(
                id("grant", step.id()),
                programme.id(),
                id("organisation", step.organisation()),
                step.from(),
                step.until(),
                step.limit(),
                List.of(new RatioVersion(next(), step.from(), step.ratio())));
        grants.put(step.id(), new Issued(grant, step.organisation(), programme));
        var outcome = book(step.organisation()).approve(programme, grant);
        return posted(step.organisation(), outcome).step();
    }

    private SimulationResult.Step post(int number, Scenario.Post step) throws Mistake {
        var month = month(number);
        StoryChecks.fresh(number, "charge", step.id(), charges);
        var net = step.list().minus(Rounding.discount(step.list(), step.discount()));
        var charge = new ChargeNow(
                id("charge", step.id()),
                id("organisation", step.organisation()),
                step.kind(),
                step.purpose(),
                step.chipOrigin(),
                step.from(),
                step.until(),
                net,
                month);
        names.put(charge.charge(), step.id());
        charges.put(step.id(), new Posted(step.organisation(), charge));
        bills.net(month, step.organisation(), net);
        return posted(step.organisation(), book(step.organisation()).post(charge))
                .net(net)
                .step();
    }

    private SimulationResult.Step credit(int number, Scenario.CreditNote step) throws Mistake {
        var month = month(number);
        var posted = charges.get(step.charge());
        if (posted == null) {
            throw new Mistake(
                    number, "charge", "must be the id of a charge posted before; there is no " + step.charge());
        }
        StoryChecks.fresh(number, "credit note", step.id(), creditNotes);
        var was = posted.now();
        if (step.amount().compareTo(was.net()) > 0) {
            throw new Mistake(
                    number,
                    "amount",
                    "must be at most " + was.net() + ", the net of charge " + step.charge() + "; it is "
                            + step.amount());
        }
        creditNotes.put(step.id(), step.amount());
        var now = was.with(was.net().minus(step.amount()));
        charges.put(step.charge(), new Posted(posted.organisation(), now));
        bills.net(month, posted.organisation(), step.amount().negated());
        return posted(posted.organisation(), book(posted.organisation()).credit(List.of(now)))
                .step();
    }

    private SimulationResult.Step reassess(int number, Scenario.Reassess step) throws Mistake {
        var issued = grant(number, step.grant());
        StoryChecks.within(number, step.ratio(), issued.programme());
        StoryChecks.inGrant(number, issued.grant(), step.from());
        int versions = reassessed.merge(step.grant(), 1, Integer::sum) + 1;
        StoryChecks.versions(number, versions, limits);
        var version = new RatioVersion(next(), step.from(), step.ratio());
        var outcome = book(issued.organisation()).reassess(issued.grant().id(), version);
        return posted(issued.organisation(), outcome).step();
    }

    private SimulationResult.Step claim(int number, Scenario.MakeClaim step) throws Mistake {
        var programme = programme(number, step.programme());
        StoryChecks.fresh(number, "claim", step.id(), claims);
        var lines = new ArrayList<ClaimLine>();
        for (var book : books.values()) {
            lines.addAll(ClaimLine.of(book.lines(), programme.id()));
        }
        var order = new LinkedHashMap<UUID, Integer>();
        charges.values().forEach(each -> order.put(each.now().charge(), order.size()));
        lines.sort(Comparator.comparing(line -> Objects.requireNonNull(order.get(line.charge()))));
        books.forEach((organisation, book) -> book.claim(of(lines, organisation)));
        claims.put(step.id(), new Claim(programme, lines, false));
        return new Told(names).total(Settlement.total(lines)).step();
    }

    private SimulationResult.Step settle(int number, Scenario.Settle step) throws Mistake {
        var claim = claims.get(step.claim());
        if (claim == null) {
            throw new Mistake(number, "claim", "must be the id of a claim made before; there is no " + step.claim());
        }
        if (claim.settled()) {
            throw new Mistake(number, "claim", "must be a claim that is not settled yet; " + step.claim() + " is");
        }
        var range = Settlement.Range.of(claim.lines());
        if (!range.holds(step.paid())) {
            throw new Mistake(
                    number,
                    "paid",
                    "must be " + range.least() + " to " + range.most() + ", what is claimed; it is " + step.paid());
        }
        claims.put(step.claim(), new Claim(claim.programme(), claim.lines(), true));
        var settlement = Settlement.of(claim.lines(), step.paid());
        var told = new Told(names);
        var organisations = new LinkedHashMap<String, SimulationResult.Settled>();
        for (var organisation : books.entrySet()) {
            var sum = settlement.organisations().get(id("organisation", organisation.getKey()));
            if (sum != null) {
                var own = id("organisation", organisation.getKey());
                var parts = settlement.parts().stream()
                        .filter(part -> part.line().organisation().equals(own))
                        .toList();
                organisations.put(
                        organisation.getKey(),
                        new SimulationResult.Settled(sum.claimed(), sum.paid(), sum.shortfall()));
                told.with(bill(organisation.getKey(), organisation.getValue().settle(parts)));
            }
        }
        return told.organisations(organisations).step();
    }

    private SimulationResult.Step clawBack(int number, Scenario.ClawBack step) throws Mistake {
        var issued = grant(number, step.grant());
        StoryChecks.beforeEnd(number, issued.grant(), step.from());
        var book = book(issued.organisation());
        var outcome = book.clawBack(issued.grant().id(), step.from(), this::next);
        outcome.movements().stream()
                .filter(movement -> movement.kind() == Movement.Kind.CLAIMED)
                .forEach(this::shrink);
        return posted(issued.organisation(), outcome)
                .clawedBack(
                        outcome.sum(Movement.Kind.ACCRUAL, Movement.Kind.CLAIMED)
                                .negated(),
                        outcome.sum(Movement.Kind.CLAWBACK).negated())
                .step();
    }

    /// Takes what a clawback took out of claims under way, the newest first.
    private void shrink(Movement movement) {
        var left = movement.amount().negated();
        for (var name : List.copyOf(claims.keySet()).reversed()) {
            var claim = Objects.requireNonNull(claims.get(name));
            if (!claim.settled()) {
                var shrunk = ClaimLine.less(claim.lines(), movement, left);
                left = left.minus(Settlement.total(claim.lines()).minus(Settlement.total(shrunk)));
                claims.put(name, new Claim(claim.programme(), shrunk, false));
            }
        }
    }

    private Told posted(String organisation, Outcome outcome) {
        return new Told(names).with(bill(organisation, outcome));
    }

    /// Puts on the open bill what stands on bills (R15 to R17).
    private Outcome bill(String organisation, Outcome outcome) {
        for (var movement : outcome.movements()) {
            var programme =
                    Objects.requireNonNull(programmes.get(Objects.requireNonNull(names.get(movement.programme()))));
            var month = Objects.requireNonNull(open, "nothing is posted before a month is open");
            switch (movement.kind()) {
                case ACCRUAL, CLAIMED ->
                    bills.subsidy(month, organisation, programme.deducts() ? movement.amount() : Money.ZERO);
                case SHORTFALL, CLAWBACK -> {
                    if (programme.deducts()) {
                        bills.adjustment(month, organisation, movement.amount().negated());
                    }
                }
            }
        }
        return outcome;
    }

    private Map<String, Map<String, Money>> accruals() {
        var all = new LinkedHashMap<String, Map<String, Money>>();
        charges.forEach((name, posted) -> {
            var line = Objects.requireNonNull(
                    book(posted.organisation()).line(posted.now().charge()));
            for (var programme : programmes.values()) {
                var accrued = line.accrued(programme.id());
                if (accrued.isPositive()) {
                    all.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(programme.code(), accrued);
                }
            }
        });
        return all;
    }

    private Book book(String organisation) {
        return books.computeIfAbsent(
                organisation,
                name -> new Book(
                        List.of(),
                        CombinedCap.of(scenario.combinedCap()),
                        bounds.of(id("organisation", name)),
                        History.COMPLETE,
                        List.of()));
    }

    private static List<ClaimLine> of(List<ClaimLine> lines, String organisation) {
        var own = id("organisation", organisation);
        return lines.stream().filter(line -> line.organisation().equals(own)).toList();
    }

    private YearMonth month(int number) throws Mistake {
        if (open == null) {
            throw new Mistake(number, "op", "must come after a step month: no bill month is open yet");
        }
        return open;
    }

    private Programme programme(int number, String name) throws Mistake {
        var programme = programmes.get(name);
        if (programme == null) {
            throw new Mistake(
                    number,
                    "programme",
                    "must be one of " + String.join(", ", programmes.keySet()) + "; there is no " + name);
        }
        return programme;
    }

    private Issued grant(int number, String name) throws Mistake {
        var issued = grants.get(name);
        if (issued == null) {
            throw new Mistake(number, "grant", "must be the id of a grant approved before; there is no " + name);
        }
        return issued;
    }

    private static UUID id(String kind, String name) {
        return ScenarioReader.id(kind + "/" + name);
    }

    /// Ids of versions, ascending.
    private UUID next() {
        return new UUID(0, ++ids);
    }
}
