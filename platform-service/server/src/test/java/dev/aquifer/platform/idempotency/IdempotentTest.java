package dev.aquifer.platform.idempotency;

import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.model.Catalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A deployment is ordered once under one key, however often and however many at once send it.
@QuarkusTest
@QuarkusTestResource(Servers.class)
class IdempotentTest {
    private static final UUID ASCEND = UUID.fromString("00000000-0000-7000-8000-000000000a03");

    @Test
    void the_first_answer_is_given_again_and_another_order_under_the_key_is_refused() {
        // given
        UUID tern = People.organisation("Ada");

        // when
        Response first = order(tern, "one", "twice");
        Response again = order(tern, "one", "twice");
        Response other = order(tern, "one", "another");
        Response without = order(tern, "two", "twice");

        // then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("type")).isEqualTo("https://aquifer.dev/problems/idempotency-key-reused");
        assertThat(without.statusCode()).as("the name is taken").isEqualTo(409);
        assertThat(order(tern, " ", "blank").statusCode()).isEqualTo(400);
        assertThat(deployments(tern)).hasSize(1);
        remove(tern);
    }

    @Test
    void many_at_once_under_one_key_order_once() throws Exception {
        // given
        UUID tern = People.organisation("Ada");
        List<Future<Response>> running = new ArrayList<>();

        // when
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                running.add(threads.submit(() -> order(tern, "one", "crowd")));
            }
        }

        // then
        List<String> answers = new ArrayList<>();
        for (Future<Response> one : running) {
            Response answer = one.get();
            if (answer.statusCode() == 200) {
                answers.add(answer.asString());
            } else {
                assertThat(answer.statusCode()).isEqualTo(409);
                assertThat(answer.jsonPath().getString("type"))
                        .isEqualTo("https://aquifer.dev/problems/idempotency-in-flight");
            }
        }
        assertThat(answers).isNotEmpty();
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(deployments(tern)).hasSize(1);
        remove(tern);
    }

    private static Response order(UUID organisation, String key, String name) {
        return in(organisation, "Ada")
                .header("Idempotency-Key", key)
                .body(Map.of("name", name, "model", Catalogue.STARTER_ID, "pool", ASCEND, "replicas", 1))
                .post("/api/deployments");
    }

    private static List<String> deployments(UUID organisation) {
        return in(organisation, "Ada")
                .get("/api/deployments")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id");
    }

    private static void remove(UUID organisation) {
        for (String id : deployments(organisation)) {
            in(organisation, "Ada").delete("/api/deployments/" + id).then().statusCode(204);
        }
    }
}
