package dev.aquifer.billing.intake;

import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.ChargeDesk;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.billing.charge.StorageFact;
import dev.aquifer.billing.charge.UsageFact;
import dev.aquifer.billing.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Takes a batch of facts in: stores each once, gives the new ones to be charged, puts aside what cannot be
/// read. All of it in the transaction that the reader has begun. What is alike for all organisations (facts,
/// portions, locks) is written in one statement for the whole batch; money moves organisation by organisation.
@ApplicationScoped
class FactIntake implements TopicReader.Handler {

    static final String CONSUMER = "facts";

    private final FactReader reader;
    private final Facts facts;
    private final Quarantine quarantine;
    private final Counts counts;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final Ledger ledger;
    private final ChargeDesk desk;
    private final InstantSource clock;
    private final IntakeSettings settings;
    private final Patience patience;

    FactIntake(
            FactReader reader,
            Facts facts,
            Quarantine quarantine,
            Counts counts,
            Organisations organisations,
            Tenancy tenancy,
            Ledger ledger,
            ChargeDesk desk,
            InstantSource clock,
            IntakeSettings settings) {
        this.reader = reader;
        this.facts = facts;
        this.quarantine = quarantine;
        this.counts = counts;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.desk = desk;
        this.clock = clock;
        this.settings = settings;
        this.patience = new Patience(organisations::known);
    }

    /// A record that was not taken in, and why.
    record Refused(ConsumerRecord<String, String> entry, Unreadable why) {}

    /// What became of the records of one batch; confined to it.
    ///
    /// @param repeated those that came before with the same content
    record Outcome(
            SortedMap<String, Counts.Batch> figures,
            List<Refused> refused,
            Set<ConsumerRecord<String, String>> repeated) {

        Outcome() {
            this(new TreeMap<>(), new ArrayList<>(), Collections.newSetFromMap(new IdentityHashMap<>()));
        }

        private void refuse(ConsumerRecord<String, String> entry, Unreadable why) {
            refused.add(new Refused(entry, why));
        }

        private Counts.Batch figure(Fact fact) {
            return figures.computeIfAbsent(fact.from().topic(), _ -> new Counts.Batch());
        }
    }

    /// What is to be charged of one organisation.
    private record Work(List<UsageFact> usage, List<LeaseFact> leases, List<StorageFact> storage) {

        static Work none() {
            return new Work(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(Fact fact) {
            switch (fact.content()) {
                case Fact.Content.Usage(var recorded) -> usage.add(new UsageFact(fact.id(), fact.at(), recorded));
                case Fact.Content.OfLease(var ofLease) -> leases.add(ofLease);
                case Fact.Content.Storage(var stored) -> storage.add(new StorageFact(fact.id(), stored));
            }
        }
    }

    /// `organisations.v1` may lag behind: an organisation that is not known yet is waited for, a few seconds. A
    /// record's key is its organisation.
    @Override
    public void prepare(List<ConsumerRecord<String, String>> batch) {
        Set<UUID> named = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (ConsumerRecord<String, String> entry : batch) {
            if (entry.key() != null && keys.add(entry.key())) {
                try {
                    named.add(UUID.fromString(entry.key()));
                } catch (IllegalArgumentException _) {
                    // It is put aside in the transaction.
                }
            }
        }
        patience.await(named);
    }

    @Override
    public void take(List<ConsumerRecord<String, String>> batch) {
        Outcome outcome = takeIn(batch);
        putAside(outcome);
        counts.add(CONSUMER, outcome.figures());
    }

    @Override
    public void putAside(ConsumerRecord<String, String> entry, RuntimeException reason) {
        Outcome outcome = new Outcome();
        outcome.refuse(entry, refused(reason));
        putAside(outcome);
        counts.add(CONSUMER, outcome.figures());
    }

    static Unreadable refused(RuntimeException reason) {
        return new Unreadable(QuarantineReason.REFUSED, null, "refused by billing: " + reason.getMessage());
    }

    private void putAside(Outcome outcome) {
        for (Refused each : outcome.refused()) {
            outcome.figures().computeIfAbsent(each.entry().topic(), _ -> new Counts.Batch()).quarantined++;
            quarantine.add(each.entry(), each.why());
        }
    }

    /// Stores and charges what can be, in the running transaction, and says what could not.
    Outcome takeIn(List<ConsumerRecord<String, String>> batch) {
        Outcome outcome = new Outcome();
        SortedMap<UUID, List<Fact>> read = read(batch, outcome);
        if (read.isEmpty()) {
            return outcome;
        }
        // All organisations are locked before any of them is charged, in the order of their ids: what is locked after
        // that (programmes) is shared between them, and is locked in one order, too.
        tenancy.asJobs(() -> {
            ledger.lock(read.keySet());
            return true;
        });
        tenancy.asEach(read.keySet(), organisation -> dropFaulty(organisation, read, outcome));
        SortedMap<UUID, Work> work = store(read.values(), outcome);
        SortedMap<UUID, ChargeDesk.Charging> charged = new TreeMap<>();
        tenancy.asEach(work.keySet(), organisation -> {
            Work its = work.getOrDefault(organisation, Work.none());
            charged.put(organisation, desk.charge(organisation, its.usage(), its.leases(), its.storage()));
        });
        tenancy.asJobs(() -> {
            desk.save(charged.values().stream()
                    .flatMap(each -> each.portions().stream())
                    .toList());
            return true;
        });
        tenancy.asJobs(() -> {
            desk.lockSubsidies(charged.values().stream()
                    .filter(each -> !each.changed().isEmpty())
                    .map(ChargeDesk.Charging::organisation)
                    .toList());
            return true;
        });
        tenancy.asEach(
                charged.keySet(), organisation -> desk.accrue(Objects.requireNonNull(charged.get(organisation))));
        return outcome;
    }

    /// Facts of organisations that there are, by organisation.
    private SortedMap<UUID, List<Fact>> read(List<ConsumerRecord<String, String>> batch, Outcome outcome) {
        SortedMap<UUID, List<Fact>> read = new TreeMap<>();
        for (ConsumerRecord<String, String> entry : batch) {
            try {
                Fact fact = reader.read(entry);
                read.computeIfAbsent(fact.organisation(), _ -> new ArrayList<>())
                        .add(fact);
            } catch (Unreadable e) {
                outcome.refuse(entry, e);
            }
        }
        Map<UUID, Optional<Instant>> known = organisations.known(read.keySet());
        read.entrySet().removeIf(each -> {
            boolean exists = known.containsKey(each.getKey());
            Optional<Instant> gone = known.getOrDefault(each.getKey(), Optional.empty());
            each.getValue().removeIf(fact -> {
                Optional<Unreadable> why = !exists
                        ? Optional.of(new Unreadable(
                                QuarantineReason.UNKNOWN_ORGANISATION, "subject", "unknown organisation"))
                        : gone.filter(fact.usedFrom().minus(settings.clockSkew())::isAfter)
                                .map(at -> new Unreadable(
                                        QuarantineReason.ORGANISATION_GONE,
                                        "subject",
                                        "the organisation was deleted at " + at));
                why.ifPresent(reason -> outcome.refuse(fact.from(), reason));
                return why.isPresent();
            });
            return each.getValue().isEmpty();
        });
        return read;
    }

    /// What no price book can rate is put aside before it is stored.
    private void dropFaulty(UUID organisation, Map<UUID, List<Fact>> read, Outcome outcome) {
        ChargeDesk.Check check = desk.check(organisation);
        read.getOrDefault(organisation, List.of()).removeIf(fact -> {
            Optional<String> fault = switch (fact.content()) {
                case Fact.Content.Usage(var usage) -> check.fault(usage);
                case Fact.Content.Storage(var stored) -> check.fault(stored);
                case Fact.Content.OfLease(LeaseFact.Opened opened) -> check.fault(opened.opened());
                case Fact.Content.OfLease _ -> Optional.empty();
            };
            fault.ifPresent(reason ->
                    outcome.refuse(fact.from(), new Unreadable(QuarantineReason.NO_PRICE, priced(fact), reason)));
            return fault.isPresent();
        });
    }

    private static String priced(Fact fact) {
        return switch (fact.content()) {
            case Fact.Content.Usage _ -> "data.modelSlug";
            case Fact.Content.Storage _ -> "data.storageClass";
            case Fact.Content.OfLease _ -> "data.chipType";
        };
    }

    /// Stores each id once.
    ///
    /// @return what is new, by organisation, and the signs of life, which are not stored
    private SortedMap<UUID, Work> store(Collection<List<Fact>> read, Outcome outcome) {
        SortedMap<UUID, Work> work = new TreeMap<>();
        Map<UUID, Fact> once = new HashMap<>();
        for (List<Fact> its : read) {
            for (Fact fact : its) {
                if (!fact.kept()) {
                    work(work, fact);
                } else {
                    Fact first = once.putIfAbsent(fact.id(), fact);
                    if (first != null) {
                        repeated(fact, first.same(fact), outcome);
                    }
                }
            }
        }
        // Ascending, so that the index grows at its end.
        List<Fact> ordered = new ArrayList<>(new TreeMap<>(once).values());
        Set<UUID> stored = tenancy.asJobs(() -> facts.store(ordered, clock.instant()));
        List<Fact> there =
                ordered.stream().filter(fact -> !stored.contains(fact.id())).toList();
        Set<UUID> same = there.isEmpty() ? Set.of() : tenancy.asJobs(() -> facts.sameAsStored(there));
        there.forEach(fact -> repeated(fact, same.contains(fact.id()), outcome));
        // Of two with the same id and content, one.
        Set<Fact> first = Collections.newSetFromMap(new IdentityHashMap<>());
        first.addAll(ordered);
        for (List<Fact> its : read) {
            for (Fact fact : its) {
                if (first.contains(fact) && stored.contains(fact.id())) {
                    outcome.figure(fact).stored++;
                    work(work, fact);
                }
            }
        }
        return work;
    }

    private static void work(Map<UUID, Work> work, Fact fact) {
        work.computeIfAbsent(fact.organisation(), _ -> Work.none()).add(fact);
    }

    /// The first one stays. Another one that says something else is put aside with an alarm; never "last one
    /// wins".
    private static void repeated(Fact fact, boolean same, Outcome outcome) {
        if (same) {
            outcome.figure(fact).duplicates++;
            outcome.repeated().add(fact.from());
        } else {
            outcome.refuse(
                    fact.from(),
                    new Unreadable(
                            QuarantineReason.ID_REUSED,
                            "id",
                            "the id was used before by a fact of other content: " + fact.id()));
        }
    }
}
