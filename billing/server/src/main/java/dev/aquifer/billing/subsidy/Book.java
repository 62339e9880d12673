package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.subsidy.AccrualRule.Cut;
import dev.aquifer.billing.subsidy.AccrualRule.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rules R4 to R17 over one organisation's grants and posted charges, in memory: the same code serves real
/// facts and simulations. Each operation is one transaction of a story and says what it did. Not thread-safe:
/// whoever opens a book holds the organisation's lock and those of its bounds.
public final class Book {
    private final List<Held> held;
    private final CombinedCap cap;
    private final Bounds bounds;
    private final History history;
    private final Map<UUID, Line> lines = new LinkedHashMap<>();
    private final Map<UUID, Line> found = new LinkedHashMap<>();

    private final List<Movement> movements = new ArrayList<>();
    private final Map<UUID, Line> touched = new LinkedHashMap<>();
    private final Map<UUID, Map<UUID, Reason>> reasons = new LinkedHashMap<>();

    /// @param held the organisation's programmes in order of priority, each with its grants
    /// @param posted charges, in order of posting
    public Book(Collection<Held> held, CombinedCap cap, Bounds bounds, History history, Collection<Line> posted) {
        this.held = new ArrayList<>(held);
        this.cap = cap;
        this.bounds = bounds;
        this.history = history;
        posted.forEach(line -> lines.put(line.charge().charge(), line));
    }

    public Collection<Line> lines() {
        return lines.values();
    }

    public @Nullable Line line(UUID charge) {
        return lines.get(charge);
    }

    /// R4 to R10, R14: a charge is posted, or has changed; whole, not the difference to the last time.
    public Outcome post(ChargeNow charge) {
        work(line(charge), AccrualRule.POSTED, _ -> true);
        return outcome();
    }

    /// Several in one transaction, in the order given.
    Outcome post(List<ChargeNow> charges) {
        charges.forEach(charge -> work(line(charge), AccrualRule.POSTED, _ -> true));
        return outcome();
    }

    /// R11: credit notes have lowered the charges' net.
    public Outcome credit(List<ChargeNow> charges) {
        charges.forEach(charge -> work(line(charge), AccrualRule.CREDITED, _ -> true));
        return outcome();
    }

    /// R12: a grant is approved; it also pays for what was posted before, in order of posting.
    ///
    /// @param programme is put in its place by [Programme#ORDER] if the organisation holds nothing under it yet
    public Outcome approve(Programme programme, Grant grant) {
        hold(programme, grant);
        for (var line : since(grant.from())) {
            work(line, AccrualRule.GRANTED, each -> each.has(grant.id()));
        }
        return outcome();
    }

    /// R13: a new ratio from an instant, also in the past; one pass in order of posting, for the grant's
    /// programme.
    public Outcome reassess(UUID grant, RatioVersion version) {
        replace(grant(grant).with(version));
        for (var line : since(version.from())) {
            work(line, new Way.Anew(version.from()), each -> each.has(grant));
        }
        return outcome();
    }

    /// R16: the grant's versions from an instant on become 0. What is beyond the new entitlement is taken from
    /// what is not paid first: from what is not claimed, then out of claims under way; the rest from what was
    /// paid.
    public Outcome clawBack(UUID grant, Instant from, Supplier<UUID> ids) {
        return clawBack(grant, from, grant(grant).revoked(from, ids));
    }

    /// @param zeros the versions that make the grant 0 from the instant on
    Outcome clawBack(UUID grant, Instant from, List<RatioVersion> zeros) {
        var revoked = grant(grant).with(zeros);
        replace(revoked);
        var programme = heldOf(grant);
        for (var line : since(from)) {
            var share = line.shares().get(grant);
            if (share != null) {
                clawBack(line, share, revoked, programme);
            }
        }
        return outcome();
    }

    /// R15: a claim takes lines; what they took is under way from now on.
    public Outcome claim(Collection<ClaimLine> taken) {
        for (var part : taken) {
            var line = known(part.charge());
            var share = known(line, part.grant());
            line.put(share.with(share.accrued(), share.claimed().plus(part.amount()), share.paid()));
            touched.put(part.charge(), line);
        }
        return outcome();
    }

    /// R15: a claim is settled. The shortfall is withdrawn, as far as it was not given back meanwhile: then what
    /// the next claim would have taken back is settled with it.
    public Outcome settle(Collection<Settlement.Part> parts) {
        for (var part : parts) {
            var line = known(part.line().charge());
            var share = known(line, part.line().grant());
            var withdrawn = part.shortfall().min(share.accrued());
            line.put(share.with(
                    share.accrued().minus(withdrawn),
                    share.claimed().minus(part.line().amount()),
                    share.paid().plus(part.line().amount()).minus(part.shortfall())));
            bounds.headroom(grant(share.grant()), line.year()).giveBack(withdrawn);
            touched.put(part.line().charge(), line);
            move(line, share, Movement.Kind.SHORTFALL, withdrawn.negated());
        }
        return outcome();
    }

    private void clawBack(Line line, Share was, Grant revoked, Held programme) {
        var cut = Cut.of(line.charge(), programme);
        var now = AccrualRule.share(revoked, cut.parts(revoked.id()), was, cut.outside());
        var excess = was.accrued().minus(now.accrued());
        var unpaid = excess.min(was.accrued().minus(was.paid()).max(Money.ZERO));
        var unclaimed = unpaid.min(was.unclaimed().max(Money.ZERO));
        var claimed = unpaid.minus(unclaimed);
        var paid = excess.minus(unpaid);
        var reason = was.cut() != null && now.accrued().compareTo(now.entitlement()) < 0 ? was.cut() : now.reason();
        line.put(now.with(now.accrued(), reason)
                .with(now.accrued(), was.claimed().minus(claimed), was.paid().minus(paid)));
        bounds.headroom(revoked, line.year()).giveBack(unpaid);
        touched.put(line.charge().charge(), line);
        move(line, was, Movement.Kind.ACCRUAL, unclaimed.negated());
        move(line, was, Movement.Kind.CLAIMED, claimed.negated());
        move(line, was, Movement.Kind.CLAWBACK, paid.negated());
    }

    /// One charge through the programmes that are asked for, in order of priority; whatever goes beyond the
    /// combined cap is cut, the later programme first (R9).
    private void work(Line line, Way way, Predicate<Held> asked) {
        var cuts = new LinkedHashMap<UUID, Cut>();
        for (var each : held) {
            if (asked.test(each) && !each.grants().isEmpty()) {
                var cut = Cut.of(line.charge(), each);
                cuts.put(each.programme().id(), cut);
                count(line, cut);
            }
        }
        var before = Map.copyOf(line.shares());
        var left = cap.most(line.charge());
        for (var each : held) {
            var programme = each.programme();
            var cut = cuts.get(programme.id());
            if (cut != null) {
                takeOver(line, cut, way, left);
                AccrualRule.shares(cut, line.shares(), way, barred(line, cut, way), bounds, line.year())
                        .forEach(line::put);
            }
            boolean trimmed = trim(line, programme, left);
            var given = line.accrued(programme.id());
            left = left.minus(given);
            if (trimmed || (cut != null && !(way instanceof Way.Credited))) {
                say(line, programme);
            }
        }
        touched.put(line.charge().charge(), line);
        for (var share : line.shares().values()) {
            var was = before.get(share.grant());
            move(line, share, Movement.Kind.ACCRUAL, share.accrued().minus(was == null ? Money.ZERO : was.accrued()));
        }
    }

    /// R10: the posting that reaches the least spend also accrues what was posted before it in the year.
    private void count(Line line, Cut cut) {
        var programme = cut.held().programme();
        var eligibleBefore = line.shares().values().stream()
                .filter(share -> share.programme().equals(programme.id()))
                .map(Share::base)
                .reduce(Money.ZERO, Money::plus);
        var minimum = bounds.minimum(programme, line.year());
        if (!minimum.add(cut.eligible().minus(eligibleBefore))) {
            return;
        }
        for (var earlier : ofYear(line.year())) {
            boolean withheld = earlier.shares().values().stream()
                    .anyMatch(share ->
                            share.programme().equals(programme.id()) && share.reason() == Reason.BELOW_MINIMUM);
            if (earlier != line && withheld) {
                work(
                        earlier,
                        new Way.Anew(Instant.MIN),
                        each -> each.programme().equals(programme));
            }
        }
    }

    /// R9: the first programme of a group takes the charge, also when the charge was too small for it at first
    /// and a later one took it. So a posting asks the earlier one again, as long as nothing of the later one's
    /// is claimed; if it gives anything, the later one gives back what it gave.
    private void takeOver(Line line, Cut cut, Way way, Money left) {
        var programme = cut.held().programme();
        var holder = holder(line, programme);
        if (holder == null
                || !yields(line, holder, programme, way)
                || !left.isPositive()
                || programme.late(line.charge())
                || !bounds.minimum(programme, line.year()).reached()
                || !AccrualRule.gives(cut, line.shares(), way, bounds, line.year())) {
            return;
        }
        for (var share : List.copyOf(line.shares().values())) {
            if (share.programme().equals(holder.id())) {
                line.put(share.with(Money.ZERO, Reason.OTHER_PROGRAMME));
                bounds.headroom(grant(share.grant()), line.year()).giveBack(share.accrued());
            }
        }
    }

    private static boolean yields(Line line, Programme holder, Programme programme, Way way) {
        return way instanceof Way.Posted
                && Programme.ORDER.compare(holder, programme) > 0
                && line.shares().values().stream()
                        .filter(share -> share.programme().equals(holder.id()))
                        .allMatch(share ->
                                share.claimed().isZero() && share.paid().isZero());
    }

    /// Another programme of the group that gives to the charge; null: none does.
    private @Nullable Programme holder(Line line, Programme programme) {
        for (var other : held) {
            if (other.programme().excludes(programme)
                    && line.accrued(other.programme().id()).isPositive()) {
                return other.programme();
            }
        }
        return null;
    }

    /// A later programme that would yield does not bar this one: if it gives nothing, that has its own reason.
    private @Nullable Reason barred(Line line, Cut cut, Way way) {
        var programme = cut.held().programme();
        if (programme.late(line.charge())) {
            return Reason.LATE;
        }
        var holder = holder(line, programme);
        if (holder != null && (!yields(line, holder, programme, way) || AccrualRule.cutByBound(cut, line.shares()))) {
            return Reason.OTHER_PROGRAMME;
        }
        return bounds.minimum(programme, line.year()).reached() ? null : Reason.BELOW_MINIMUM;
    }

    private boolean trim(Line line, Programme programme, Money most) {
        var excess = line.accrued(programme.id()).minus(most.max(Money.ZERO));
        boolean trimmed = false;
        for (var share : List.copyOf(line.shares().values()).reversed()) {
            var off = share.accrued().min(excess);
            if (share.programme().equals(programme.id()) && off.isPositive()) {
                line.put(share.with(share.accrued().minus(off), Reason.OTHER_PROGRAMME));
                bounds.headroom(grant(share.grant()), line.year()).giveBack(off);
                excess = excess.minus(off);
                trimmed = true;
            }
        }
        return trimmed;
    }

    private void say(Line line, Programme programme) {
        var reason = line.reason(programme.id());
        var ofLine = reasons.computeIfAbsent(line.charge().charge(), _ -> new LinkedHashMap<>());
        if (reason == null) {
            ofLine.remove(programme.id());
        } else {
            ofLine.put(programme.id(), reason);
        }
    }

    private void move(Line line, Share share, Movement.Kind kind, Money amount) {
        if (!amount.isZero()) {
            movements.add(new Movement(
                    line.charge().charge(),
                    share.programme(),
                    share.grant(),
                    share.version(),
                    kind,
                    amount,
                    share.reason()));
        }
    }

    private Outcome outcome() {
        reasons.values().removeIf(Map::isEmpty);
        var outcome = new Outcome(movements, List.copyOf(touched.values()), reasons);
        movements.clear();
        touched.clear();
        reasons.clear();
        return outcome;
    }

    private Line line(ChargeNow charge) {
        var line = lines.computeIfAbsent(charge.charge(), _ -> new Line(charge, List.of()));
        line.now(charge);
        return line;
    }

    private List<Line> since(Instant from) {
        return lines.values().stream().filter(line -> line.since(from)).toList();
    }

    private List<Line> ofYear(int year) {
        var all = new LinkedHashMap<UUID, Line>();
        for (var stored : history.ofYear(year)) {
            var charge = stored.charge().charge();
            var line = lines.get(charge);
            all.put(charge, line != null ? line : found.computeIfAbsent(charge, _ -> stored));
        }
        lines.forEach(all::putIfAbsent);
        return all.values().stream().filter(line -> line.year() == year).toList();
    }

    private void hold(Programme programme, Grant grant) {
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i).programme().id().equals(programme.id())) {
                held.set(i, held.get(i).with(grant));
                return;
            }
        }
        int place = 0;
        while (place < held.size() && Programme.ORDER.compare(held.get(place).programme(), programme) <= 0) {
            place++;
        }
        held.add(place, new Held(programme, List.of(grant)));
    }

    private void replace(Grant grant) {
        held.replaceAll(each -> each.has(grant.id()) ? each.with(grant) : each);
    }

    private Held heldOf(UUID grant) {
        return held.stream()
                .filter(each -> each.has(grant))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the organisation has no grant " + grant));
    }

    private Grant grant(UUID grant) {
        return heldOf(grant).grants().stream()
                .filter(each -> each.id().equals(grant))
                .findFirst()
                .orElseThrow();
    }

    private Line known(UUID charge) {
        var line = lines.get(charge);
        if (line == null) {
            throw new IllegalArgumentException("no posted charge " + charge);
        }
        return line;
    }

    private static Share known(Line line, UUID grant) {
        var share = line.shares().get(grant);
        if (share == null) {
            throw new IllegalArgumentException(
                    "charge %s has no share of grant %s".formatted(line.charge().charge(), grant));
        }
        return share;
    }
}
