package dev.aquifer.platform.model;

import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.model.ChipFit;
import dev.aquifer.platform.api.model.MemoryPart;
import dev.aquifer.platform.api.model.ModelFit;
import dev.aquifer.platform.api.model.ModelView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ModelTest {
    private static final Path STARTER =
            Path.of(System.getProperty("aquifer.root", "../.."), "infra/models/aquifer-lexicon-6m-q8_0.gguf");

    @Test
    void a_right_file_is_kept_and_only_its_organisation_sees_it() throws IOException {
        UUID tern = People.organisation("Ada");
        UUID gull = People.organisation("Bo");

        ModelView model = upload(tern, "Ada", "My Lexicon", Files.readAllBytes(STARTER))
                .statusCode(200)
                .extract()
                .as(ModelView.class);

        assertThat(model.own()).isTrue();
        assertThat(model.sha256()).isEqualTo(Hashes.sha256(STARTER));
        assertThat(model.slug()).startsWith("my-lexicon-");
        assertThat(names(tern, "Ada")).contains("My Lexicon", "Aquifer Lexicon 6M", "BGE small zh v1.5");
        assertThat(names(gull, "Bo")).doesNotContain("My Lexicon");
        String absent = in(gull, "Bo").get("/api/models/" + UUID.randomUUID()).asString();
        for (String path : List.of("", "/fit")) {
            String foreign = in(gull, "Bo")
                    .get("/api/models/" + model.id() + path)
                    .then()
                    .statusCode(404)
                    .extract()
                    .asString();
            assertThat(foreign.replaceAll("[0-9a-f-]{36}(/fit)?", "id"))
                    .isEqualTo(absent.replaceAll("[0-9a-f-]{36}", "id"));
        }
        in(gull, "Bo").delete("/api/models/" + model.id()).then().statusCode(404);
        in(tern, "Ada").delete("/api/models/" + model.id()).then().statusCode(204);
        in(tern, "Ada").get("/api/models/" + model.id()).then().statusCode(404);
    }

    @Test
    void a_wrong_file_is_refused_with_what_is_wrong_and_leaves_nothing() {
        UUID tern = People.organisation("Ada");

        upload(tern, "Ada", "zip", "PK\3\4 this is something else".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .statusCode(400)
                .body("type", equalTo("https://aquifer.dev/problems/bad-model-file"))
                .body("violations[0].field", equalTo("file"))
                .body("detail", startsWith("magic: the file does not begin with GGUF"));
        upload(tern, "Ada", "cut", GgufBuilder.right().weights(64).bytes())
                .statusCode(400)
                .body("detail", startsWith("tensor token_embd.weight: its 128 bytes"));
        upload(tern, "Ada", "empty", new byte[0]).statusCode(400);
        upload(tern, "Ada", " ", GgufBuilder.right().bytes()).statusCode(400);

        assertThat(names(tern, "Ada")).hasSize(2);
    }

    @Test
    void seeded_damage_never_gives_a_server_error() {
        UUID tern = People.organisation("Ada");
        byte[] right = GgufBuilder.right().bytes();
        Random random = new Random(Long.getLong("aquifer.seed", 11L));
        for (int i = 0; i < 60; i++) {
            byte[] damaged = right.clone();
            for (int flips = 0; flips <= i % 4; flips++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int status = upload(tern, "Ada", "damaged " + i, damaged).extract().statusCode();
            assertThat(status).as("turn %d", i).isIn(200, 400);
        }
    }

    @Test
    void the_quota_and_the_largest_file_are_kept() throws IOException {
        UUID tern = People.organisation("Ada");
        byte[] starter = Files.readAllBytes(STARTER);
        for (int i = 0; i < 3; i++) {
            upload(tern, "Ada", "copy " + i, starter).statusCode(200);
        }

        upload(tern, "Ada", "one too many", starter)
                .statusCode(409)
                .body("type", equalTo("https://aquifer.dev/problems/quota"));
        upload(tern, "Ada", "too large", new byte[17 << 20]).statusCode(413);
    }

    @Test
    void an_upload_runs_where_llama_cpp_runs_and_the_other_makers_say_why_not() {
        UUID tern = People.organisation("Ada");
        ModelView model = upload(tern, "Ada", "small", GgufBuilder.right().bytes())
                .extract()
                .as(ModelView.class);

        Map<String, ChipFit> upload = fits(tern, model.id());
        Map<String, ChipFit> starter = fits(tern, Catalogue.STARTER_ID);

        assertThat(on(upload, "local-cpu").fits()).isTrue();
        assertThat(on(upload, "huawei-ascend-910b4").engine()).isEqualTo("llama.cpp (CANN)");
        assertThat(on(upload, "mthreads-mtt-s4000").engine()).isEqualTo("llama.cpp (MUSA)");
        for (String chip : List.of("iluvatar-bi-v150", "metax-c500")) {
            assertThat(on(upload, chip).fits()).isFalse();
            assertThat(on(upload, chip).reasons()).contains("NO_ENGINE");
            assertThat(on(upload, chip).reason()).contains("llama.cpp has no back-end");
        }
        assertThat(starter).hasSize(7).allSatisfy((chip, fit) -> {
            assertThat(fit.reasons()).isSubsetOf("NO_FREE_CHIP");
            assertThat(fit.engine()).isNotNull();
        });
        assertThat(on(starter, "iluvatar-bi-v150").engine()).isEqualTo("vLLM Iluvatar");
    }

    @Test
    void the_memory_estimate_is_the_sum_of_its_written_out_parts() {
        UUID tern = People.organisation("Ada");

        ModelFit fit = in(tern, "Ada")
                .get("/api/models/" + Catalogue.STARTER_ID + "/fit")
                .as(ModelFit.class);

        assertThat(fit.memory().stream().map(MemoryPart::name))
                .containsExactly("weights", "kv-cache", "compute", "overhead");
        assertThat(fit.memory().get(1).formula())
                .isEqualTo("2 × 6 layers × 4 KV heads × 64 × 2 B × 512 tokens × 8 requests at once");
        assertThat(fit.memory().get(1).bytes()).isEqualTo(2L * 6 * 4 * 64 * 2 * 512 * 8);
        assertThat(fit.neededBytes())
                .isEqualTo(fit.memory().stream().mapToLong(MemoryPart::bytes).sum());
    }

    private static ValidatableResponse upload(UUID organisation, String person, String name, byte[] file) {
        return in(organisation, person)
                .contentType("application/octet-stream")
                .queryParam("name", name)
                .body(file)
                .post("/api/models")
                .then();
    }

    private static List<String> names(UUID organisation, String person) {
        return List.of(in(organisation, person).get("/api/models").as(ModelView[].class)).stream()
                .map(ModelView::name)
                .toList();
    }

    private static ChipFit on(Map<String, ChipFit> fits, String chip) {
        return Optional.ofNullable(fits.get(chip)).orElseThrow();
    }

    private static Map<String, ChipFit> fits(UUID organisation, UUID model) {
        return in(organisation, "Ada").get("/api/models/" + model + "/fit").as(ModelFit.class).chips().stream()
                .collect(Collectors.toMap(ChipFit::chipType, Function.identity()));
    }
}
