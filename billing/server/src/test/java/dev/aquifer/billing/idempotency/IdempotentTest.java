package dev.aquifer.billing.idempotency;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.OrganisationChanged.Member;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// The same command under the same key acts once, however often and however many at once send it.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann", roles = "operator")
@OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
class IdempotentTest {

    private static final String PATH = "/api/transfers";

    @Inject
    Given given;

    @Inject
    Organisations organisations;

    @Inject
    Forgetting forgetting;

    @Test
    void the_first_answer_is_given_again_and_nothing_happens_twice() {
        UUID organisation = known();

        Response first = transfer(organisation, "one", "10.00");
        Response again = transfer(organisation, "one", "10.00");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(transfers(organisation)).isEqualTo(1);
        forgetting.forget();
        assertThat(transfer(organisation, "one", "10.00").asString()).isEqualTo(first.asString());
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        UUID organisation = known();
        transfer(organisation, "one", "10.00");

        Response other = transfer(organisation, "one", "11.00");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("type")).isEqualTo("https://aquifer.dev/problems/idempotency-key-reused");
        assertThat(transfers(organisation)).isEqualTo(1);
    }

    @Test
    void while_the_first_runs_the_second_is_told_to_wait() throws SQLException {
        UUID organisation = known();
        Command command = new Command(organisation, "ann", PATH, "one");
        String url = ConfigProvider.getConfig().getValue("test.superuser-url", String.class);

        // given: somebody else is at it
        try (Connection other = DriverManager.getConnection(url);
                PreparedStatement lock = other.prepareStatement("select pg_advisory_lock(hashtextextended(?, 4117))")) {
            lock.setString(1, command.toString());
            lock.execute();

            // then
            Response early = transfer(organisation, "one", "10.00");
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(early.jsonPath().getString("type"))
                    .isEqualTo("https://aquifer.dev/problems/idempotency-in-flight");
        }
        assertThat(transfers(organisation)).isZero();
    }

    @Test
    void many_at_once_under_one_key_act_once() throws Exception {
        // given
        UUID organisation = known();
        List<Future<Response>> running = new ArrayList<>();

        // when
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                running.add(threads.submit(() -> transfer(organisation, "one", "10.00")));
            }
        }

        // then
        List<String> answers = new ArrayList<>();
        for (Future<Response> one : running) {
            Response answer = one.get();
            assertThat(answer.statusCode()).isIn(200, 409);
            if (answer.statusCode() == 200) {
                answers.add(answer.asString());
            }
        }
        assertThat(answers).isNotEmpty();
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(transfers(organisation)).isEqualTo(1);
    }

    @Test
    void a_refusal_is_not_kept_and_another_organisation_has_keys_of_its_own() {
        UUID organisation = known();
        UUID other = known();

        assertThat(transfer(organisation, "one", "-1.00").statusCode()).isEqualTo(400);
        assertThat(transfer(organisation, "one", "10.00").statusCode()).isEqualTo(200);
        assertThat(transfer(other, "one", "12.00").statusCode()).isEqualTo(200);
        assertThat(transfer(organisation, " ", "10.00").statusCode()).isEqualTo(400);
        assertThat(transfers(organisation)).isEqualTo(1);
    }

    @Test
    void an_operators_command_is_kept_too() {
        UUID organisation = known();
        Map<String, String> payment = Map.of(
                "bankReference", "b" + organisation,
                "amount", "5.00",
                "receivedOn", "2026-01-01",
                "payer", "Tern",
                "remark", "");

        Response first = post(Ledger.HOUSE, "k" + organisation, "/api/operator/bank-payments", payment);
        Response again = post(Ledger.HOUSE, "k" + organisation, "/api/operator/bank-payments", payment);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    private Response transfer(UUID organisation, String key, String amount) {
        return post(organisation, key, PATH, Map.of("amount", amount));
    }

    private static Response post(UUID organisation, String key, String path, Map<String, String> body) {
        return given().header("Aquifer-Organisation", organisation)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    private int transfers(UUID organisation) {
        return given().header("Aquifer-Organisation", organisation)
                .get(PATH)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("id")
                .size();
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(id, "Tern", "s" + id, List.of(new Member("ann", Role.OWNER))));
        return id;
    }
}
