package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.gateway.inference.FakeEngine.Script;
import dev.aquifer.gateway.snapshot.Given;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingTest {
    @TempDir
    Path folder;

    private Rig rig;
    private FakeEngine second;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
        second = new FakeEngine(rig.vertx);
    }

    @AfterEach
    void stop() {
        second.close();
        rig.close();
    }

    @Test
    void a_replica_that_dies_before_its_first_byte_is_replaced_silently() throws Exception {
        // given
        rig.given.publish(Given.dedicated(Given.TERN, "mine", rig.engine.port(), second.port()));
        rig.engine.plays(Script.answers("a").cutAfter(0));

        for (String body : new String[] {Rig.HELLO, Rig.HELLO_STREAMED}) {
            for (int i = 0; i < 6; i++) {
                // when
                var response = rig.chat(body.replace(Rig.MODEL, "mine"));

                // then
                assertThat(response.statusCode()).isEqualTo(200);
            }
        }
        assertThat(rig.engine.requests.get()).isPositive();
        assertThat(rig.usage()).hasSize(12);
    }

    @Test
    void a_port_where_nobody_listens_is_502_after_a_second_try() throws Exception {
        rig.given.publish(Given.dedicated(Given.TERN, "gone", 1));
        assertThat(rig.chat(Rig.HELLO.replace(Rig.MODEL, "gone")).statusCode()).isEqualTo(502);
        assertThat(rig.meters.counter("aquifer.inference.retries").count()).isEqualTo(1);
    }

    @Test
    void the_least_busy_replica_is_asked() throws Exception {
        // given
        rig.given.publish(Given.dedicated(Given.TERN, "mine", rig.engine.port(), second.port()));
        rig.engine.plays(Script.answers("a", "b", "c", "d").everyMillis(300));
        second.plays(Script.answers("a", "b", "c", "d").everyMillis(300));

        // when
        var first = CompletableFuture.supplyAsync(() -> chat("mine"));
        await().untilAsserted(() ->
                assertThat(rig.engine.requests.get() + second.requests.get()).isEqualTo(1));
        var other = CompletableFuture.supplyAsync(() -> chat("mine"));

        // then
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            assertThat(rig.engine.requests).hasValue(1);
            assertThat(second.requests).hasValue(1);
        });
        assertThat(first.get()).isEqualTo(200);
        assertThat(other.get()).isEqualTo(200);
    }

    private int chat(String model) {
        try {
            return rig.chat(Rig.HELLO_STREAMED.replace(Rig.MODEL, model)).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_organisations_own_deployment_goes_before_a_shared_one() throws Exception {
        // given
        rig.given.publish(Given.dedicated(Given.TERN, Rig.MODEL, second.port()));

        // when
        rig.chat(Rig.HELLO);

        // then
        assertThat(second.requests).hasValue(1);
        assertThat(rig.engine.requests).hasValue(0);
    }

    @Test
    void the_engine_is_opened_with_the_replicas_own_secret() throws Exception {
        // given
        var route = Given.shared("known", rig.engine.port());
        rig.given.publish(route);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("test-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected =
                mac.doFinal(route.replicas().getFirst().id().toString().getBytes(StandardCharsets.UTF_8));

        // when
        rig.chat(Rig.HELLO.replace(Rig.MODEL, "known"));

        // then
        assertThat(rig.engine.authorizations)
                .containsExactly("Bearer " + HexFormat.of().formatHex(expected));
    }

    @Test
    void models_are_listed_and_found_also_with_a_slash_in_the_name() throws Exception {
        // given
        rig.given.publish(Given.dedicated(Given.TERN, "qwen/qwen3-8b", second.port()));

        // when
        JsonNode list = Rig.json(rig.get("/v1/models/").body());

        // then
        assertThat(list.path("data"))
                .extracting(it -> it.path("id").asText())
                .containsExactly(Rig.MODEL, "qwen/qwen3-8b");
        for (String path : new String[] {"/v1/models/qwen/qwen3-8b", "/v1/models/qwen%2Fqwen3-8b"}) {
            assertThat(Rig.json(rig.get(path).body()).path("id").asText()).isEqualTo("qwen/qwen3-8b");
        }
    }

    @Test
    void credit_counts_what_billing_has_not_rated_yet() throws Exception {
        // given: less than the first answer costs is left
        rig.given.publish(Given.standing(Given.TERN, "0.00002", StandingState.LOW));

        // when
        int first = rig.chat(Rig.HELLO).statusCode();
        int next = rig.chat(Rig.HELLO).statusCode();

        // then
        assertThat(first).isEqualTo(200);
        assertThat(next).isEqualTo(429);
    }

    @Test
    void vectors_come_as_numbers_or_in_base64_as_asked() throws Exception {
        // given
        rig.given.publish(Given.embeddings("vectors", rig.engine.port()));
        rig.engine.plays(Script.answers("x")
                .plain("{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                        + "\"embedding\":[0.25,-1.5,3e-3]}],\"model\":\"vectors\","
                        + "\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}"));
        String ask = "{\"model\":\"vectors\",\"input\":[\"water\"],\"encoding_format\":\"";

        // when
        JsonNode numbers = Rig.json(rig.post("/v1/embeddings", ask + "float\"}").body());
        JsonNode encoded =
                Rig.json(rig.post("/v1/embeddings", ask + "base64\"}").body());

        // then
        ByteBuffer vector = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(encoded.at("/data/0/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
            assertThat(vector.getFloat())
                    .isEqualTo((float) numbers.at("/data/0/embedding/" + i).asDouble());
        }
        assertThat(encoded.at("/aquifer/cost/list").asText()).isEqualTo("0.00000200");
        assertThat(rig.usage()).hasSize(2).allSatisfy(usage -> {
            assertThat(usage.path("operation").asText()).isEqualTo("embeddings");
            assertThat(usage.at("/tokens/input").asLong()).isEqualTo(4);
        });
    }
}
