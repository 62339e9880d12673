package dev.aquifer.platform.deployment;

import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.deployment.ReplicaView;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import dev.aquifer.platform.api.model.ModelView;
import dev.aquifer.platform.model.Catalogue;
import dev.aquifer.platform.model.TestModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeploymentTest {
    private static final UUID ASCEND = UUID.fromString("00000000-0000-7000-8000-000000000a03");
    private static final UUID ILUVATAR = UUID.fromString("00000000-0000-7000-8000-000000000a04");
    private static final UUID LOCAL = UUID.fromString("00000000-0000-7000-8000-000000000a00");

    @Inject
    KafkaLog kafka;

    @Test
    void a_deployment_comes_up_on_a_simulated_chip_stops_starts_again_and_goes() {
        // given
        UUID tern = People.organisation("Ada");

        // when
        DeploymentView made = create(tern, "my-lexicon", Catalogue.STARTER_ID, ASCEND, 2);

        // then
        assertThat(made.state()).isEqualTo(DeploymentState.WAITING_FOR_CHIPS);
        assertThat(made.simulated()).isTrue();
        assertThat(made.engine()).isEqualTo("vLLM Ascend");
        DeploymentView ready = awaitState(tern, made.id(), DeploymentState.READY);
        assertThat(ready.replicasReady()).isEqualTo(2);
        assertThat(in(tern, "Ada").get("/api/deployments/" + made.id() + "/log").asString())
                .contains("engine");
        String first = ready.replicas().getFirst().lease().toString();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(facts(tern, LeaseWatermark.TYPE)).anyMatch(f -> f.contains(first)));

        in(tern, "Ada").post("/api/deployments/" + made.id() + "/stop").then().statusCode(200);
        awaitState(tern, made.id(), DeploymentState.STOPPED);
        await().untilAsserted(() -> assertThat(facts(tern, LeaseClosed.TYPE)).hasSize(2));

        in(tern, "Ada").post("/api/deployments/" + made.id() + "/start").then().statusCode(200);
        DeploymentView again = awaitState(tern, made.id(), DeploymentState.READY);
        assertThat(again.steps().getFirst().state()).isEqualTo(DeploymentState.WAITING_FOR_CHIPS);
        assertThat(facts(tern, LeaseOpened.TYPE)).hasSize(4);
        assertThat(facts(tern, LeaseOpened.TYPE)).allMatch(fact -> fact.contains("\"free\":false"));
        RouteChanged route = kafka.last(Topics.ROUTES, made.id().toString(), RouteChanged.class);
        assertThat(route.tokensPriced()).isFalse();
        assertThat(route.replicas()).hasSize(2);

        in(tern, "Ada").delete("/api/deployments/" + made.id()).then().statusCode(204);
        in(tern, "Ada").get("/api/deployments/" + made.id()).then().statusCode(404);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(kafka.messages(Topics.ROUTES, made.id().toString())
                                        .getLast()
                                        .value())
                                .isNull());
        assertThat(facts(tern, LeaseClosed.TYPE)).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void a_replica_that_dies_is_replaced() {
        UUID tern = People.organisation("Ada");
        DeploymentView made = create(tern, "mortal", Catalogue.STARTER_ID, LOCAL, 1);
        UUID first = awaitState(tern, made.id(), DeploymentState.READY)
                .replicas()
                .getLast()
                .id();

        assertThat(Engines.of(first)).hasSize(1).allMatch(ProcessHandle::destroyForcibly);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            DeploymentView now = get(tern, made.id());
            assertThat(now.state()).isEqualTo(DeploymentState.READY);
            assertThat(now.replicas().getLast().id()).isNotEqualTo(first);
            assertThat(now.replicas().getFirst().state()).isEqualTo("FAILED");
        });
        in(tern, "Ada").delete("/api/deployments/" + made.id()).then().statusCode(204);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(facts(tern, LeaseClosed.TYPE)).hasSize(2));
    }

    @Test
    void a_model_that_the_engine_refuses_fails_after_three_starts_with_its_own_words() {
        UUID tern = People.organisation("Ada");
        ModelView model = TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");

        DeploymentView made = create(tern, "hopeless", model.id(), LOCAL, 1);
        in(tern, "Ada").delete("/api/models/" + model.id()).then().statusCode(409);

        DeploymentView failed = awaitState(tern, made.id(), DeploymentState.FAILED);
        assertThat(failed.reason()).startsWith("Start 3 of 3 failed: engine: ");
        assertThat(failed.replicas()).hasSize(3).extracting(ReplicaView::state).containsOnly("FAILED");
        await().untilAsserted(() -> assertThat(facts(tern, LeaseClosed.TYPE)).hasSize(3));
        in(tern, "Ada").delete("/api/deployments/" + made.id()).then().statusCode(204);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> in(tern, "Ada")
                        .delete("/api/models/" + model.id())
                        .then()
                        .statusCode(204));
    }

    @Test
    void what_cannot_be_deployed_is_refused_and_the_field_is_named() {
        UUID tern = People.organisation("Ada");
        ModelView model = TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");

        refused(tern, "ok-name", UUID.randomUUID(), LOCAL, "model");
        refused(tern, "ok-name", Catalogue.STARTER_ID, UUID.randomUUID(), "pool");
        refused(tern, "ok-name", model.id(), ILUVATAR, "pool");
        refused(tern, "No Name", Catalogue.STARTER_ID, LOCAL, "name");
        in(tern, "Ada")
                .body(body("aquifer-lexicon-6m", Catalogue.STARTER_ID, LOCAL, 1))
                .post("/api/deployments")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://aquifer.dev/problems/conflict"));
        assertThat(in(tern, "Ada").get("/api/deployments").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void a_foreign_deployment_looks_like_an_absent_one() {
        UUID tern = People.organisation("Ada");
        UUID gull = People.organisation("Bo");
        // An engine need not run for this: the pool's chips are granted, the rest is rows.
        DeploymentView made = create(tern, "secret-name", Catalogue.STARTER_ID, ASCEND, 1);

        for (String path : List.of("", "/log")) {
            assertThat(answer(in(gull, "Bo").get("/api/deployments/" + made.id() + path)))
                    .isEqualTo(answer(in(gull, "Bo").get("/api/deployments/" + UUID.randomUUID() + path)));
        }
        for (String act : List.of("/stop", "/start")) {
            assertThat(answer(in(gull, "Bo").post("/api/deployments/" + made.id() + act)))
                    .isEqualTo(answer(in(gull, "Bo").post("/api/deployments/" + UUID.randomUUID() + act)));
        }
        assertThat(answer(in(gull, "Bo").delete("/api/deployments/" + made.id())))
                .isEqualTo(answer(in(gull, "Bo").delete("/api/deployments/" + UUID.randomUUID())))
                .startsWith("404");
        assertThat(in(gull, "Bo").get("/api/leases").jsonPath().getList("items"))
                .isEmpty();
        in(tern, "Ada").delete("/api/deployments/" + made.id()).then().statusCode(204);
    }

    private static String answer(io.restassured.response.Response response) {
        return response.statusCode() + " " + response.asString().replaceAll("[0-9a-f-]{36}", "id");
    }

    private static void refused(UUID organisation, String name, UUID model, UUID pool, String field) {
        in(organisation, "Ada")
                .body(body(name, model, pool, 1))
                .post("/api/deployments")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(field));
    }

    private static DeploymentView create(UUID organisation, String name, UUID model, UUID pool, int replicas) {
        return in(organisation, "Ada")
                .body(body(name, model, pool, replicas))
                .post("/api/deployments")
                .then()
                .statusCode(200)
                .extract()
                .as(DeploymentView.class);
    }

    private static Map<String, Object> body(String name, UUID model, UUID pool, int replicas) {
        return Map.of("name", name, "model", model, "pool", pool, "replicas", replicas);
    }

    private static DeploymentView get(UUID organisation, UUID deployment) {
        return in(organisation, "Ada").get("/api/deployments/" + deployment).as(DeploymentView.class);
    }

    private static DeploymentView awaitState(UUID organisation, UUID deployment, DeploymentState state) {
        return await().atMost(Duration.ofSeconds(90))
                .until(() -> get(organisation, deployment), view -> view.state() == state);
    }

    private List<String> facts(UUID organisation, String type) {
        return kafka.messages(Topics.LEASES, organisation.toString()).stream()
                .map(message -> message.value())
                .filter(value -> value.contains(type))
                .toList();
    }
}
