package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.Months;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Pricing;
import dev.aquifer.billing.subsidy.Accruals;
import dev.aquifer.billing.subsidy.ChargeNow;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.storage.StorageRecorded;
import dev.aquifer.platform.api.usage.UsageRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The one transaction in which facts become charges, postings and accruals. The caller has stored the facts in
/// the same transaction, has found them new, and is bound to the organisation. Each batch posts the *difference*
/// between the rounded total of a charge after it and before it. What belongs to a closed month goes on the open
/// bill.
@ApplicationScoped
public class ChargeDesk {

    private static final String CAUSE = "charge";

    private final Charges charges;
    private final Credits credits;
    private final Leases leases;
    private final UsageDays usageDays;
    private final Tallies tallies;
    private final PriceBooks books;
    private final Ledger ledger;
    private final Accruals accruals;
    private final LateFacts late;
    private final LateFees lateFees;
    private final Event<Charged> charged;
    private final Event<ChargesPosted> posted;
    private final InstantSource clock;

    ChargeDesk(
            Charges charges,
            Credits credits,
            Leases leases,
            UsageDays usageDays,
            Tallies tallies,
            PriceBooks books,
            Ledger ledger,
            Accruals accruals,
            LateFacts late,
            LateFees lateFees,
            Event<Charged> charged,
            Event<ChargesPosted> posted,
            InstantSource clock) {
        this.charges = charges;
        this.credits = credits;
        this.leases = leases;
        this.usageDays = usageDays;
        this.tallies = tallies;
        this.books = books;
        this.ledger = ledger;
        this.accruals = accruals;
        this.late = late;
        this.lateFees = lateFees;
        this.charged = charged;
        this.posted = posted;
        this.clock = clock;
    }

    /// What a fact does to one charge; the first of those that it changes counts the request.
    private record Rated(UsageFact fact, Change.More more, boolean first) {}

    /// Says of facts of an organisation why they can never be rated by the price books that there were when it was
    /// made.
    public static final class Check {

        private final PriceList prices;

        private Check(PriceList prices) {
            this.prices = prices;
        }

        /// Empty if the request can be rated.
        public Optional<String> fault(UsageRecorded usage) {
            return TokenRating.fault(usage, prices);
        }

        /// Empty if the storage can be rated.
        public Optional<String> fault(StorageRecorded stored) {
            return StorageRating.fault(stored, prices);
        }

        /// Empty if the lease can be rated.
        public Optional<String> fault(LeaseOpened opened) {
            if (opened.free()
                    || prices.rate(LeaseRating.sku(opened), opened.from()).isPresent()) {
                return Optional.empty();
            }
            return Optional.of(prices.at(opened.from())
                    .map(book -> "price book " + book.version() + " has no price for chip type " + opened.chipType())
                    .orElse("no price book in force at " + opened.from()));
        }
    }

    /// The transaction is bound to the organisation.
    public Check check(UUID organisation) {
        return new Check(books.of(organisation));
    }

    /// Locks the programmes that these organisations hold grants under, in one order, before the first of them accrues.
    /// The organisations are locked already; the transaction is bound to jobs.
    public void lockSubsidies(Collection<UUID> organisations) {
        accruals.lock(organisations);
    }

    /// What is still to be done in the transaction that has charged: [#save], then [#lockSubsidies], then [#accrue].
    ///
    /// @param portions what went into which charge, @param changed the charges that subsidy must see
    /// @param through time of the newest usage fact; null if there is none
    public record Charging(
            UUID organisation,
            List<Portion> portions,
            List<ChargeNow> changed,
            @Nullable Instant through) {}

    /// The same where nothing was stored.
    public Charging charge(UUID organisation, List<UsageFact> usage, List<LeaseFact> leaseFacts) {
        return charge(organisation, usage, leaseFacts, List.of());
    }

    /// Rates and posts. The organisation must be locked in the ledger. Subsidy comes last, and for all organisations
    /// of a batch together: a programme is locked from its first accrual to the transaction's end.
    public Charging charge(
            UUID organisation, List<UsageFact> usage, List<LeaseFact> leaseFacts, List<StorageFact> storage) {
        PriceList prices = books.of(organisation);
        Instant now = clock.instant();
        Months.Closed closed = late.closed(organisation);
        Map<UUID, Change> changes = new LinkedHashMap<>();
        List<Portion> portions = new ArrayList<>();
        List<Charged.Used> used = new ArrayList<>();
        List<Rated> rated = new ArrayList<>();
        for (UsageFact fact : usage) {
            boolean first = true;
            for (Change.More more : TokenRating.changes(fact.usage(), prices, now)) {
                rated.add(new Rated(fact, LateFacts.onOpenBill(more, closed), first));
                first = false;
            }
        }
        Map<UUID, Charge> before = new LinkedHashMap<>(charges.byId(
                organisation,
                rated.stream().map(each -> each.more().blank().id()).distinct().toList()));
        Map<UUID, String> origins = new HashMap<>();
        before.forEach((id, charge) -> origins.put(id, charge.chipOrigin()));
        for (Rated each : rated) {
            Change.More more = each.more().ofOneOrigin(origins);
            UUID charge = more.blank().id();
            portions.add(new Portion(organisation, charge, each.fact().id(), more.quantity()));
            used.add(new Charged.Used(charge, each.fact().usage(), more.quantity(), each.first()));
            changes.merge(charge, more, ChargeDesk::together);
        }
        for (StorageFact fact : storage) {
            for (Change.More stored : StorageRating.changes(fact.storage(), prices, now)) {
                Change.More more = LateFacts.onOpenBill(stored, closed);
                UUID charge = more.blank().id();
                portions.add(new Portion(organisation, charge, fact.id(), more.quantity()));
                changes.merge(charge, more, ChargeDesk::together);
            }
        }
        for (Lease lease : known(organisation, leaseFacts, now)) {
            late.onOpenBill(LeaseRating.changes(lease, prices, now), closed, now)
                    .forEach(change -> changes.put(change.blank().id(), change));
        }
        charges.byId(
                        organisation,
                        changes.keySet().stream()
                                .filter(id -> !before.containsKey(id))
                                .toList())
                .forEach(before::put);
        List<ChargeNow> changed = post(organisation, changes, before, now);
        changes.values().stream()
                .map(change -> ServiceTime.month(change.blank().day()))
                .distinct()
                .filter(closed::has)
                .sorted()
                .forEach(service -> lateFees.correct(organisation, service, closed, now));
        usageDays.add(organisation, usage);
        charged.fire(new Charged(organisation, used));
        return new Charging(
                organisation,
                portions,
                changed,
                usage.stream().map(UsageFact::at).max(Comparator.naturalOrder()).orElse(null));
    }

    /// Lets subsidy see what has changed, and tells that all is posted; the transaction is bound to the organisation.
    public void accrue(Charging charging) {
        if (!charging.changed().isEmpty()) {
            accruals.accrue(charging.changed());
        }
        posted.fire(new ChargesPosted(charging.organisation(), charging.through()));
    }

    /// Writes down what went into which charge, of all organisations of a batch at once; the transaction is
    /// bound to jobs.
    public void save(Collection<Portion> portions) {
        charges.saveParts(portions);
    }

    /// Takes the facts into what is known of the leases.
    ///
    /// @return the leases as they were charged before, with what is known now
    private List<Lease> known(UUID organisation, List<LeaseFact> facts, Instant now) {
        Map<UUID, Lease> known = new LinkedHashMap<>(leases.byId(
                organisation, facts.stream().map(LeaseFact::lease).distinct().toList()));
        for (LeaseFact fact : facts) {
            Lease before = known.getOrDefault(fact.lease(), Lease.unknown(organisation, fact.lease()));
            known.put(fact.lease(), before.with(fact, now));
        }
        leases.save(known.values().stream().map(ChargeDesk::asCharged).toList());
        return List.copyOf(known.values());
    }

    /// A sign of life from before the opening charges nothing, and nothing before the opening is charged.
    private static Lease asCharged(Lease lease) {
        LeaseOpened opened = lease.opened();
        Instant until = lease.until();
        if (opened == null || until == null) {
            return lease;
        }
        return lease.charged(until.isBefore(opened.from()) ? opened.from() : until);
    }

    /// @param before the charges that there are already, of those that change
    private List<ChargeNow> post(UUID organisation, Map<UUID, Change> changes, Map<UUID, Charge> before, Instant now) {
        Map<UUID, Charge> after = new LinkedHashMap<>();
        Map<String, Pricing> counted = new LinkedHashMap<>();
        for (Change change : changes.values()) {
            Charge old = before.computeIfAbsent(change.blank().id(), _ -> change.blank());
            BigDecimal quantity;
            Instant until;
            switch (change) {
                case Change.More more -> {
                    quantity = old.quantity().add(more.quantity());
                    until = old.until();
                }
                case Change.Now whole -> {
                    quantity = whole.quantity();
                    until = whole.until();
                }
            }
            String tally = old.tally();
            if (tally == null) {
                after.put(old.id(), old.rated(quantity, until, now));
            } else {
                after.put(old.id(), old.counted(quantity, until, now));
                counted.put(tally, change.pricing());
            }
        }
        counted.forEach((tally, pricing) -> tallies.spread(organisation, tally, pricing, before, after, now));
        return post(organisation, before, after);
    }

    /// Saves the charges as they are now, and posts what has changed.
    private List<ChargeNow> post(UUID organisation, Map<UUID, Charge> before, Map<UUID, Charge> after) {
        Map<UUID, Money> credited = credits.of(organisation, before.keySet());
        List<LedgerTransaction> postings = new ArrayList<>();
        List<ChargeNow> changed = new ArrayList<>();
        for (Charge rated : after.values()) {
            Charge old = Objects.requireNonNull(before.get(rated.id()));
            Money difference = rated.net().minus(old.net());
            if (!difference.isZero()) {
                postings.add(posting(organisation, rated, difference));
            }
            if (!difference.isZero()
                    || (rated.net().isPositive() && !rated.until().equals(old.until()))) {
                changed.add(now(rated, credited.getOrDefault(rated.id(), Money.ZERO)));
            }
        }
        charges.save(after.values());
        ledger.post(postings);
        return changed;
    }

    static LedgerTransaction posting(UUID organisation, Charge rated, Money difference) {
        return LedgerTransaction.of(
                organisation,
                "charge:" + rated.id() + ":" + rated.revision(),
                CAUSE,
                rated.id(),
                rated.month(),
                new Transfer(Account.UNBILLED, Account.revenue(rated.kindName()), difference));
    }

    private static Change together(Change a, Change b) {
        BigDecimal sum = ((Change.More) a).quantity().add(((Change.More) b).quantity());
        return new Change.More(a.blank(), a.pricing(), sum);
    }

    /// A charge as subsidy is to see it.
    ///
    /// @param credited what credit notes took off its net: no subsidy is due on it
    public static ChargeNow now(Charge charge, Money credited) {
        return new ChargeNow(
                charge.id(),
                charge.organisation(),
                charge.kindName(),
                charge.purpose(),
                charge.chipOrigin(),
                charge.from(),
                charge.until(),
                charge.net().minus(credited).max(Money.ZERO),
                charge.month());
    }
}
