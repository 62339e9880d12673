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

/// B1, short: SIGKILL of gateway, billing, Kafka and PostgreSQL at random moments under load. What the callers were
/// answered is written down here, what was billed is read by plain SQL; nothing may be lost, doubled or invented.
@InTheHouse
class KillsIT {
    private static final int KILLS = Integer.getInteger("aquifer.kills", 30);

    private enum Victim {
        GATEWAY(PartName.GATEWAY, 12),
        BILLING(PartName.BILLING, 9),
        KAFKA(PartName.KAFKA, 5),
        POSTGRES(PartName.POSTGRES, 4);

        final PartName part;
        final int weight;

        Victim(PartName part, int weight) {
            this.part = part;
            this.weight = weight;
        }
    }

    @Test
    void every_answered_request_is_billed_once_whatever_is_killed(House house) throws Exception {
        // given
        long seed = Long.getLong("aquifer.seed", 1);
        IO.println("kills: seed " + seed);
        var random = new Random(seed);
        var victims = new ArrayList<Victim>();
        for (var victim : Victim.values()) {
            for (int i = 0; i < Math.max(1, victim.weight * KILLS / 30); i++) {
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
            for (var victim : victims) {
                java.util.concurrent.locks.LockSupport.parkNanos(random.nextLong(100_000_000L, 1_200_000_000L));
                house.kill(victim.part);
                struck.merge(victim, 1, Integer::sum);
            }
            going.set(false);
        }

        // then
        IO.println("kills: struck " + struck + ", sent " + sent + ", answered " + answered.size());
        assertThat(struck.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(victims.size());
        assertThat(answered).hasSizeGreaterThan(KILLS);
        house.eventually(
                () -> house.facts(tenant.organisation()).containsAll(answered),
                "nothing is lost",
                Duration.ofMinutes(2));
        List<String> billed = house.facts(tenant.organisation());
        assertThat(billed).as("nothing is doubled").doesNotHaveDuplicates();
        assertThat(billed.size()).as("nothing is invented").isLessThanOrEqualTo(sent.get());
        assertThat(house.brokenInvariants()).as("invariants").isEmpty();
    }
}
