package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.stack.PartName;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// O1: the gateway serves with PostgreSQL, Kafka, Keycloak, the server and billing stopped, also after a start of its
/// own in that state, and what was answered is billed once when they are back.
@InTheHouse
class OutageIT {
    private static final List<PartName> ALL_BUT_GATEWAY = List.of(
            PartName.CONSOLE,
            PartName.BILLING,
            PartName.PLATFORM,
            PartName.KEYCLOAK,
            PartName.KAFKA,
            PartName.POSTGRES);

    @Test
    void a_thousand_requests_are_answered_while_everything_else_is_down(House house) throws Exception {
        // given
        var tenant = Person.registers(house, "finance@outage.example").organisation("outage");
        var key = tenant.key("outage").secret();
        assertThat(house.chat(key, House.CHAT, "What is a bird?", 4).status()).isEqualTo(200);
        house.eventually(() -> tenant.bill().at("/groups").size() > 0, "the first request is on the bill");
        ALL_BUT_GATEWAY.forEach(house::cut);
        house.kill(PartName.GATEWAY);
        house.eventually(() -> house.models(key) == 200, "the gateway is back from its snapshot on disk");

        // when
        var answered = ConcurrentHashMap.<String>newKeySet();
        var failed = new AtomicInteger();
        try (var callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 1000; i++) {
                callers.execute(() -> {
                    try {
                        var answer = house.chat(key, House.CHAT, "What is a tree?", 2);
                        if (answer.status() == 200) {
                            answered.add(
                                    answer.body().at("/aquifer/cost").isMissingNode()
                                            ? ""
                                            : answer.body()
                                                    .at("/aquifer/event_id")
                                                    .asText());
                        } else {
                            failed.incrementAndGet();
                        }
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                });
            }
        }
        ALL_BUT_GATEWAY.reversed().forEach(house::start);

        // then
        IO.println("outage: " + answered.size() + " answered, " + failed + " failed");
        assertThat(failed.get()).isZero();
        assertThat(answered).hasSize(1000);
        house.eventually(
                () -> house.facts(tenant.organisation()).containsAll(answered),
                "all of them are facts in billing",
                java.time.Duration.ofMinutes(2));
        assertThat(house.facts(tenant.organisation())).hasSize(1001).doesNotHaveDuplicates();
    }
}
