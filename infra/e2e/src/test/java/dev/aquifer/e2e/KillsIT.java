package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.stack.PartName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// B1, short: SIGKILL of gateway, billing, Kafka and PostgreSQL at random moments under load; half-way and in the
/// end all facts so far come once more, out of order. What the callers were answered is written down here, what was
/// billed is read by plain SQL; nothing may be lost, doubled or invented, each fact is in exactly one charge, the
/// ledger balances, hledger agrees with it, and the bill adds up. That the bills are those of an undisturbed run
/// that is given the same order is proven where both can be run: by `DisturbedIntakeTest` of billing.
/// `-Daquifer.kills=500` kills as often, `-Daquifer.seed=…` repeats a run.
@InTheHouse
class KillsIT {
    private static final int KILLS = Integer.getInteger("aquifer.kills", 30);
    private static final String USAGE = "usage.v1";

    private enum Victim {
        GATEWAY(PartName.GATEWAY, 8),
        BILLING(PartName.BILLING, 6),
        KAFKA(PartName.KAFKA, 3),
        POSTGRES(PartName.POSTGRES, 3);

        final PartName part;
        final int inTwenty;

        Victim(PartName part, int inTwenty) {
            this.part = part;
            this.inTwenty = inTwenty;
        }
    }

    @Test
    void every_answered_request_is_billed_once_whatever_is_killed(House house) throws Exception {
        // given
        long seed = Long.getLong("aquifer.seed", 1);
        IO.println("kills: seed " + seed);
        var random = new Random(seed);
        var victims = new ArrayList<Victim>();
        int share = 0;
        for (var victim : Victim.values()) {
            share += victim.inTwenty;
            while (victims.size() < KILLS * share / 20) {
                victims.add(victim);
            }
        }
        java.util.Collections.shuffle(victims, random);
        var tenant = Person.registers(house, "owner@kills.example").organisation("kills");
        var key = tenant.key("kills").secret();
        var answered = ConcurrentHashMap.<String>newKeySet();
        var sent = new AtomicInteger();
        var going = new AtomicBoolean(true);
        Map<Victim, Integer> struck = new EnumMap<>(Victim.class);
        int repeated = 0;

        // when
        try (var callers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                callers.execute(() -> {
                    while (going.get()) {
                        try {
                            sent.incrementAndGet();
                            var answer = house.chat(key, House.CHAT, "What is a river?", 3);
                            if (answer.status() == 200) {
                                answered.add(
                                        answer.body().at("/aquifer/event_id").asText());
                            }
                        } catch (Exception _) {
                            // Broken off by a kill: the caller has no answer, and so no claim on what is billed for it.
                            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                        }
                    }
                });
            }
            try {
                for (int i = 0; i < victims.size(); i++) {
                    if (i == victims.size() / 2) {
                        repeated += Repeats.of(house.kafka(), USAGE, tenant.organisation(), random);
                    }
                    java.util.concurrent.locks.LockSupport.parkNanos(random.nextLong(100_000_000L, 1_200_000_000L));
                    house.kill(victims.get(i).part);
                    struck.merge(victims.get(i), 1, Integer::sum);
                }
            } finally {
                going.set(false);
            }
        }
        repeated += Repeats.of(house.kafka(), USAGE, tenant.organisation(), random);

        // then
        IO.println("kills: struck " + struck + ", sent " + sent + ", answered " + answered.size() + ", repeated "
                + repeated);
        assertThat(struck.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(KILLS);
        assertThat(answered).hasSizeGreaterThan(KILLS);
        house.eventually(
                () -> house.facts(tenant.organisation()).containsAll(answered),
                "nothing is lost",
                Duration.ofMinutes(2));
        int again = repeated;
        assertThat(again).isGreaterThan(KILLS);
        house.eventually(
                () -> house.count(
                                "billing",
                                "select duplicates from intake_count where consumer = 'facts' and topic = '" + USAGE
                                        + "'")
                        >= again,
                "every repetition came in and was known",
                Duration.ofMinutes(1));
        List<String> billed = house.facts(tenant.organisation());
        assertThat(billed).as("nothing is doubled").doesNotHaveDuplicates();
        assertThat(billed.size()).as("nothing is invented").isLessThanOrEqualTo(sent.get());
        assertThat(house.brokenInvariants())
                .as("invariants: each fact in one charge, debits equal credits, and all that `./aquifer verify` asks")
                .isEmpty();
        BillSums.hold(tenant.bill());
        IO.println("kills: hledger agrees: " + Bookkeeper.agrees(tenant));
    }
}
