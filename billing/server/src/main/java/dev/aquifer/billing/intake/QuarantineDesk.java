package dev.aquifer.billing.intake;

import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.api.quarantine.QuarantineState;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.api.quarantine.RetryOutcome;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.intake.Quarantine.Held;
import dev.aquifer.billing.intake.Quarantine.Person;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.Topics;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Repairs what was put aside: takes it through the same intake again, or gives it up. What is taken in, that it is
/// settled, and the audit entry are one transaction. A fact is billed once however often and by however many it is
/// retried: its id is in `fact` once, and one fact is held by one transaction at a time.
@ApplicationScoped
class QuarantineDesk {

    private static final int AT_ONCE = 200;
    private static final int PER_CALL = 5_000;
    private static final Set<String> FACTS = Set.of(Topics.USAGE, Topics.LEASES);

    /// Audit entries on facts whose organisation is not known stand under no organisation.
    private static final UUID NOBODY = new UUID(0, 0);

    private final Quarantine quarantine;
    private final FactIntake intake;
    private final Counts counts;
    private final Organisations organisations;
    private final Audit audit;
    private final Tenancy tenancy;

    QuarantineDesk(
            Quarantine quarantine,
            FactIntake intake,
            Counts counts,
            Organisations organisations,
            Audit audit,
            Tenancy tenancy) {
        this.quarantine = quarantine;
        this.intake = intake;
        this.counts = counts;
        this.organisations = organisations;
        this.audit = audit;
        this.tenancy = tenancy;
    }

    /// Under an idempotency key the caller's transaction is open meanwhile: it must hold nothing that the one in
    /// which the fact is taken in waits for. So the fact is only looked at here.
    QuarantinedFact retry(UUID fact, Person person) {
        QuarantinedFact open = tenancy.asNobody(() -> quarantine.find(fact))
                .orElseThrow(() -> Problems.notFound("quarantined fact", fact));
        if (open.state() != QuarantineState.OPEN) {
            throw settled();
        }
        if (!FACTS.contains(open.topic())) {
            throw Problems.conflict("Records of " + open.topic()
                    + " tell how things stand; an old one must not undo a newer one. They are sent anew with the next"
                    + " change: write this one off.");
        }
        Took took = tryAgain(List.of(fact), person);
        if (took.settledElsewhere() > 0) {
            throw settled();
        }
        return tenancy.asNobody(() -> quarantine.find(fact).orElseThrow());
    }

    /// Retries what is open for a reason, oldest first, up to a bound.
    RetryOutcome retryAll(QuarantineReason code, Person person) {
        long takenIn = 0;
        long refused = 0;
        long left = 0;
        UUID after = null;
        for (int tried = 0; tried < PER_CALL; tried += AT_ONCE) {
            UUID from = after;
            List<UUID> next = tenancy.asNobody(() -> quarantine.open(code, from, AT_ONCE));
            if (next.isEmpty()) {
                return new RetryOutcome(takenIn, refused, 0);
            }
            Took took = tryAgain(next, person);
            takenIn += took.takenIn();
            refused += took.refused();
            UUID last = next.getLast();
            left = tenancy.asNobody(() -> quarantine.countOpen(code, last));
            after = last;
        }
        return new RetryOutcome(takenIn, refused, left);
    }

    QuarantinedFact writeOff(UUID fact, String reason, Person person) {
        return tenancy.asNobody(() -> {
            List<Held> held = quarantine.hold(List.of(fact));
            if (held.isEmpty()) {
                throw absentOrSettled(fact);
            }
            quarantine.settle(fact, QuarantineState.WRITTEN_OFF, person, reason);
            note(held.getFirst(), person, "quarantine.written-off", reason);
            return quarantine.find(fact).orElseThrow();
        });
    }

    private record Took(int takenIn, int refused, int settledElsewhere) {

        Took and(Took other) {
            return new Took(
                    takenIn + other.takenIn, refused + other.refused, settledElsewhere + other.settledElsewhere);
        }
    }

    /// All of them in one transaction; if the database refuses that, each in its own, so that one cannot hold up the
    /// others.
    private Took tryAgain(List<UUID> facts, Person person) {
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout(300)
                    .call(() -> tenancy.asNobody(() -> takeIn(quarantine.hold(facts), facts.size(), person)));
        } catch (RuntimeException e) {
            if (TopicReader.passing(e)) {
                throw e;
            }
            if (facts.size() > 1) {
                return facts.stream()
                        .map(fact -> tryAgain(List.of(fact), person))
                        .reduce(new Took(0, 0, 0), Took::and);
            }
            Log.warnf(e, "quarantined fact refused again fact=%s", facts.getFirst());
            return QuarkusTransaction.requiringNew()
                    .call(() -> tenancy.asNobody(() -> {
                        List<Held> held = quarantine.hold(facts);
                        held.forEach(each -> again(each, FactIntake.refused(e), person));
                        return new Took(0, held.size(), facts.size() - held.size());
                    }));
        }
    }

    private Took takeIn(List<Held> held, int asked, Person person) {
        List<ConsumerRecord<String, String>> entries = held.stream()
                .filter(each -> FACTS.contains(each.fact().topic()))
                .map(Held::entry)
                .toList();
        FactIntake.Outcome outcome = intake.takeIn(entries);
        Map<ConsumerRecord<String, String>, Unreadable> refused = new HashMap<>();
        outcome.refused().forEach(each -> refused.put(each.entry(), each.why()));
        int takenIn = 0;
        for (Held each : held) {
            Unreadable why = refused.get(each.entry());
            if (!FACTS.contains(each.fact().topic())) {
                continue;
            }
            if (why != null) {
                again(each, why, person);
            } else {
                takenIn++;
                String remark =
                        outcome.repeated().contains(each.entry()) ? "the same fact was there already" : "taken in";
                quarantine.settle(each.fact().id(), QuarantineState.TAKEN_IN, person, remark);
                note(each, person, "quarantine.taken-in", remark);
            }
        }
        counts.add(FactIntake.CONSUMER, outcome.figures());
        return new Took(takenIn, refused.size(), asked - held.size());
    }

    private void again(Held held, Unreadable why, Person person) {
        quarantine.refusedAgain(held.fact().id(), why, person);
        note(held, person, "quarantine.refused-again", why.reason());
    }

    private void note(Held held, Person person, String action, String detail) {
        UUID named = held.fact().organisation();
        UUID organisation = named != null && organisations.known(named) ? named : NOBODY;
        tenancy.asOrganisation(
                organisation,
                () -> audit.note(
                        organisation,
                        person.id(),
                        person.name(),
                        action,
                        held.fact().id().toString(),
                        detail));
    }

    private RuntimeException absentOrSettled(UUID fact) {
        return quarantine.find(fact).isPresent() ? settled() : Problems.notFound("quarantined fact", fact);
    }

    private static RuntimeException settled() {
        return Problems.conflict("The fact was taken in or written off already.");
    }
}
