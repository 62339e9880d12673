package dev.aquifer.platform.key;

import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.key.CreatedKey;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyForm;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class KeyTest {
    @Inject
    KafkaLog kafka;

    @Test
    void a_key_is_shown_once_and_told_to_the_gateway_by_its_hash() {
        UUID tern = People.organisation("Ada");

        CreatedKey created = create(tern, "laptop");

        assertThat(KeyForm.isKey(created.secret())).isTrue();
        assertThat(created.secret())
                .startsWith(created.key().prefix())
                .endsWith(created.key().lastFour());
        String list = in(tern, "Ada")
                .get("/api/keys")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(list).contains("laptop").doesNotContain(created.secret().substring(8, 40));
        in(tern, "Ada").get("/api/steps").then().body("find { it.step == 'MAKE_KEY' }.doneAt", notNullValue());
        KeyChanged fact = kafka.last("keys.v1", created.key().id().toString(), KeyChanged.class);
        assertThat(fact.sha256()).isEqualTo(new KeySecret(created.secret()).sha256());
        assertThat(fact.organisation()).isEqualTo(tern);
    }

    @Test
    void a_revoked_key_stays_revoked_in_the_list_and_on_the_topic() {
        UUID tern = People.organisation("Ada");
        CreatedKey created = create(tern, "laptop");

        String first = in(tern, "Ada")
                .delete("/api/keys/" + created.key().id())
                .then()
                .statusCode(200)
                .extract()
                .path("revokedAt");
        in(tern, "Ada")
                .delete("/api/keys/" + created.key().id())
                .then()
                .statusCode(200)
                .body("revokedAt", equalTo(first));

        in(tern, "Ada").get("/api/keys").then().body("items.revokedAt", contains(first));
        kafka.awaitLast("keys.v1", created.key().id().toString(), KeyChanged.class, fact -> fact.revokedAt() != null);
    }

    @Test
    void a_key_of_others_cannot_be_revoked_and_looks_absent() {
        UUID tern = People.organisation("Ada");
        UUID gull = People.organisation("Bo");
        CreatedKey foreign = create(tern, "laptop");

        String absent = in(gull, "Bo")
                .delete("/api/keys/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .extract()
                .asString();
        String hidden = in(gull, "Bo")
                .delete("/api/keys/" + foreign.key().id())
                .then()
                .statusCode(404)
                .extract()
                .asString();

        assertThat(hidden.replaceAll("/api/keys/[-0-9a-f]*", ""))
                .isEqualTo(absent.replaceAll("/api/keys/[-0-9a-f]*", ""));
    }

    @Test
    void playground_keys_are_hidden_short_and_one_at_a_time_even_when_made_at_once() throws Exception {
        UUID tern = People.organisation("Ada");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<CreatedKey> make = () -> in(tern, "Ada")
                    .post("/api/keys/playground")
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(CreatedKey.class);
            var made =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> make).toList());

            long alive = 0;
            for (var one : made) {
                CreatedKey key = one.get();
                assertThat(Duration.between(key.key().createdAt(), key.key().expiresAt()))
                        .isEqualTo(Duration.ofMinutes(55));
                KeyChanged fact = kafka.last("keys.v1", key.key().id().toString(), KeyChanged.class);
                alive += fact.revokedAt() == null ? 1 : 0;
            }
            assertThat(alive).isEqualTo(1);
        }
        in(tern, "Ada").get("/api/keys").then().body("items", hasSize(0));
    }

    @Test
    void lists_are_read_page_by_page() {
        UUID tern = People.organisation("Ada");
        create(tern, "one");
        create(tern, "two");
        create(tern, "three");

        String next = in(tern, "Ada")
                .get("/api/keys?limit=2")
                .then()
                .body("items.name", contains("three", "two"))
                .extract()
                .path("next");
        in(tern, "Ada")
                .get("/api/keys?limit=2&after=" + next)
                .then()
                .body("items.name", contains("one"))
                .body("next", nullValue());
        in(tern, "Ada").get("/api/keys?limit=201").then().statusCode(400).body("violations.field", contains("limit"));
        in(tern, "Ada").get("/api/keys?limit=0").then().statusCode(400).body("violations.field", contains("limit"));
        in(tern, "Ada").get("/api/keys?limit=many").then().statusCode(400).body("violations.field", contains("limit"));
        in(tern, "Ada").get("/api/keys?after=first").then().statusCode(400).body("violations.field", contains("after"));
    }

    private static CreatedKey create(UUID organisation, String name) {
        return in(organisation, "Ada")
                .body(Map.of("name", name, "expiresInDays", 30))
                .post("/api/keys")
                .then()
                .statusCode(200)
                .extract()
                .as(CreatedKey.class);
    }
}
