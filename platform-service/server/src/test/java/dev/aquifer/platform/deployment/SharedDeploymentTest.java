package dev.aquifer.platform.deployment;

import static dev.aquifer.platform.People.as;
import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.DeploymentStep;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SharedDeploymentTest {
    @Inject
    KafkaLog kafka;

    @Test
    void the_starter_model_comes_up_with_a_real_engine_and_the_gateway_is_told_where() throws Exception {
        // when
        DeploymentView starter = awaitReady("aquifer-lexicon-6m");

        // then
        assertThat(starter.shared()).isTrue();
        assertThat(starter.demonstration()).isTrue();
        assertThat(starter.simulated()).isFalse();
        assertThat(starter.engine()).isEqualTo("llama.cpp (CPU)");
        assertThat(starter.contextLength()).isEqualTo(512);
        assertThat(starter.steps().stream().map(DeploymentStep::state))
                .endsWith(DeploymentState.LOADING, DeploymentState.READY)
                .startsWith(DeploymentState.WAITING_FOR_CHIPS);
        RouteChanged route = kafka.awaitLast(
                Topics.ROUTES,
                starter.id().toString(),
                RouteChanged.class,
                told -> told.state() == DeploymentState.READY);
        assertThat(route.tokensPriced()).isTrue();
        assertThat(route.replicas()).hasSize(1);
        assertThat(ask(route.replicas().getFirst(), "not the secret")).isEqualTo(401);
        assertThat(ask(
                        route.replicas().getFirst(),
                        secret(route.replicas().getFirst().id())))
                .isEqualTo(200);
    }

    @Test
    void the_lease_of_a_shared_deployment_is_free() {
        DeploymentView starter = awaitReady("aquifer-lexicon-6m");

        List<LeaseOpened> opened = kafka.messages(Topics.LEASES, OperatorOrganisation.ID.toString()).stream()
                .filter(message -> message.value().contains(LeaseOpened.TYPE))
                .map(message -> kafka.event(message.value(), LeaseOpened.class).data())
                .filter(lease -> starter.id().equals(lease.deployment()))
                .toList();

        assertThat(opened).isNotEmpty().allSatisfy(lease -> {
            assertThat(lease.free()).isTrue();
            assertThat(lease.chipType()).isEqualTo("local-cpu");
        });
    }

    @Test
    void any_organisation_may_look_at_it_and_none_may_stop_it() {
        UUID tern = People.organisation("Ada");
        DeploymentView starter = awaitReady("aquifer-lexicon-6m");

        in(tern, "Ada").get("/api/deployments/" + starter.id()).then().statusCode(200);
        in(tern, "Ada")
                .post("/api/deployments/" + starter.id() + "/stop")
                .then()
                .statusCode(404);
        in(tern, "Ada").delete("/api/deployments/" + starter.id()).then().statusCode(404);
        in(tern, "Ada").get("/api/deployments/" + starter.id() + "/log").then().statusCode(404);
    }

    private static DeploymentView awaitReady(String name) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> List.of(as("Ada").get("/api/deployments/shared").as(DeploymentView[].class)).stream()
                                .filter(one -> one.name().equals(name) && one.state() == DeploymentState.READY)
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    private static String secret(UUID replica) {
        return new dev.aquifer.platform.runner.TestSecrets().of(replica);
    }

    private static int ask(RouteChanged.Replica replica, String secret) throws IOException, InterruptedException {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(replica.url().resolve("/v1/models"))
                .header("Authorization", "Bearer " + secret)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
