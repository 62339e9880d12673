package dev.aquifer.platform.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.CloudEvent;
import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.clock.Ids;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class StandingsTest {
    private final UUID organisation = UUID.randomUUID();

    @Inject
    Standings standings;

    @Inject
    StandingConfig config;

    @Inject
    ObjectMapper json;

    @Inject
    Ids ids;

    @Test
    void a_suspended_organisation_may_not_start_until_billing_says_otherwise() throws Exception {
        assertThat(standings.mayStart(organisation)).isTrue();

        send(fact(StandingState.SUSPENDED));
        await().until(() -> !standings.mayStart(organisation));
        assertThatThrownBy(() -> standings.requireCredit(organisation))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.getType())
                                .hasToString("https://aquifer.dev/problems/out-of-credit"));

        send(fact(StandingState.LOW));
        await().until(() -> standings.mayStart(organisation));

        send(fact(StandingState.RESTRICTED));
        await().until(() -> !standings.mayStart(organisation));
    }

    @Test
    void what_cannot_be_read_and_what_is_new_in_a_fact_do_not_stop_the_reader() throws Exception {
        send("not json");
        send("{}");
        send(fact(StandingState.SUSPENDED).replace("\"available\"", "\"addedLater\":1,\"available\""));

        await().until(() -> !standings.mayStart(organisation));
        send(null);
        await().until(() -> standings.mayStart(organisation));
    }

    private String fact(StandingState state) throws Exception {
        return json.writeValueAsString(CloudEvent.of(
                ids.next(),
                "/billing/server",
                StandingChanged.TYPE,
                organisation.toString(),
                Instant.now(),
                new StandingChanged(organisation, state, BigDecimal.TEN, Instant.now(), List.of())));
    }

    private void send(@Nullable String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<String, String>(Topics.STANDING, organisation.toString(), value))
                    .get();
        }
    }
}
