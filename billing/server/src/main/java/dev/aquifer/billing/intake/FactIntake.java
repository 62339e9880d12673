package dev.aquifer.billing.intake;

import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.ChargeDesk;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.billing.charge.UsageFact;
import dev.aquifer.billing.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Takes a batch of facts in: stores each once, gives the new ones to be charged, puts aside what cannot be read.
/// All of it in the transaction that the reader has begun.
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
            InstantSource clock) {
        this.reader = reader;
        this.facts = facts;
        this.quarantine = quarantine;
        this.counts = counts;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.desk = desk;
        this.clock = clock;
        this.patience = new Patience(organisations::known);
    }

    /// `organisations.v1` may lag behind: an organisation that is not known yet is waited for, a few seconds.
    @Override
    public void prepare(List<ConsumerRecord<String, String>> batch) {
        Set<UUID> named = new HashSet<>();
        for (ConsumerRecord<String, String> entry : batch) {
            try {
                named.add(reader.read(entry).organisation());
            } catch (Unreadable _) {
                // It is read again in the transaction, and put aside there.
            }
        }
        patience.await(named);
    }

    @Override
    public void take(List<ConsumerRecord<String, String>> batch) {
        Map<String, Counts.Batch> figures = new LinkedHashMap<>();
        Map<UUID, List<Fact>> read = new TreeMap<>();
        for (ConsumerRecord<String, String> entry : batch) {
            figures.computeIfAbsent(entry.topic(), _ -> new Counts.Batch());
            try {
                Fact fact = reader.read(entry);
                read.computeIfAbsent(fact.organisation(), _ -> new ArrayList<>())
                        .add(fact);
            } catch (Unreadable e) {
                putAside(entry, e.reason(), figures);
            }
        }
        read.entrySet().removeIf(organisation -> {
            boolean known = organisations.known(organisation.getKey());
            if (!known) {
                organisation.getValue().forEach(fact -> putAside(fact.from(), "unknown organisation", figures));
            }
            return !known;
        });
        // All organisations are locked before any of them is charged, in the order of their ids: what is locked after
        // that (programmes) is shared between them.
        read.keySet().forEach(organisation -> tenancy.asOrganisation(organisation, () -> ledger.lock(organisation)));
        read.forEach((organisation, itsFacts) ->
                tenancy.asOrganisation(organisation, () -> take(organisation, itsFacts, figures)));
        figures.forEach((topic, figure) -> counts.add(CONSUMER, topic, figure));
    }

    @Override
    public void putAside(ConsumerRecord<String, String> entry, RuntimeException reason) {
        Map<String, Counts.Batch> figures = new LinkedHashMap<>();
        putAside(entry, "refused by billing: " + reason.getMessage(), figures);
        figures.forEach((topic, figure) -> counts.add(CONSUMER, topic, figure));
    }

    private void take(UUID organisation, List<Fact> read, Map<String, Counts.Batch> figures) {
        Map<UUID, Fact> once = new LinkedHashMap<>();
        List<UsageFact> usage = new ArrayList<>();
        List<LeaseFact> ofLeases = new ArrayList<>();
        for (Fact fact : read) {
            Optional<String> fault = fault(fact);
            if (fault.isPresent()) {
                putAside(fact.from(), fault.get(), figures);
            } else if (!fact.kept()) {
                add(fact, usage, ofLeases);
            } else {
                Fact first = once.putIfAbsent(fact.id(), fact);
                if (first != null) {
                    repeated(fact, first.same(fact), figures);
                }
            }
        }
        Instant now = clock.instant();
        Set<UUID> stored = facts.store(once.values(), now);
        for (Fact fact : once.values()) {
            if (stored.contains(fact.id())) {
                figure(fact.from(), figures).stored++;
                add(fact, usage, ofLeases);
            } else {
                repeated(fact, facts.sameAsStored(fact), figures);
            }
        }
        if (!usage.isEmpty() || !ofLeases.isEmpty()) {
            desk.charge(organisation, usage, ofLeases);
        }
    }

    private Optional<String> fault(Fact fact) {
        return switch (fact.content()) {
            case Fact.Content.Usage(var usage) -> desk.fault(usage);
            case Fact.Content.OfLease(LeaseFact.Opened opened) -> desk.fault(opened.opened());
            case Fact.Content.OfLease _ -> Optional.empty();
        };
    }

    private static void add(Fact fact, List<UsageFact> usage, List<LeaseFact> ofLeases) {
        switch (fact.content()) {
            case Fact.Content.Usage(var recorded) -> usage.add(new UsageFact(fact.id(), fact.at(), recorded));
            case Fact.Content.OfLease(var ofLease) -> ofLeases.add(ofLease);
        }
    }

    /// The first one stays. Another one that says something else is put aside with an alarm; never "last one
    /// wins".
    private void repeated(Fact fact, boolean same, Map<String, Counts.Batch> figures) {
        if (same) {
            figure(fact.from(), figures).duplicates++;
        } else {
            putAside(fact.from(), "the id was used before by a fact of other content: " + fact.id(), figures);
        }
    }

    private void putAside(ConsumerRecord<String, String> entry, String reason, Map<String, Counts.Batch> figures) {
        figure(entry, figures).quarantined++;
        quarantine.add(entry, reason);
    }

    private static Counts.Batch figure(ConsumerRecord<String, String> entry, Map<String, Counts.Batch> figures) {
        return figures.computeIfAbsent(entry.topic(), _ -> new Counts.Batch());
    }
}
