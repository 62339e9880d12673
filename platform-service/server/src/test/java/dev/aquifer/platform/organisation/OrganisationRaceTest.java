package dev.aquifer.platform.organisation;

import static dev.aquifer.platform.People.as;
import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.MembersFixture;
import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OrganisationRaceTest {
    @Inject
    MembersFixture members;

    @Inject
    KafkaLog kafka;

    @RepeatedTest(5)
    void of_two_owners_who_leave_at_once_one_stays() throws Exception {
        UUID tern = People.organisation("Ada");
        members.add(tern, "Bo", Role.OWNER);

        List<Integer> answers = atOnce(List.of(
                () -> in(tern, "Ada").delete("/api/members/Ada").statusCode(),
                () -> in(tern, "Bo").delete("/api/members/Bo").statusCode()));

        assertThat(answers).containsExactlyInAnyOrder(204, 409);
        OrganisationChanged fact = kafka.awaitLast(
                Topics.ORGANISATIONS,
                tern.toString(),
                OrganisationChanged.class,
                last -> last.members().size() == 1);
        assertThat(fact.members().getFirst().role()).isEqualTo(Role.OWNER);
    }

    @Test
    void of_twenty_who_take_one_name_at_once_one_gets_it() throws Exception {
        String slug = "t-" + UUID.randomUUID();

        List<Integer> answers = atOnce(IntStream.range(0, 20)
                .mapToObj(i -> (Callable<Integer>) () -> as("Person" + i)
                        .body(Map.of("name", "Tern", "slug", slug))
                        .post("/api/organisations")
                        .statusCode())
                .toList());

        assertThat(answers).containsOnlyOnce(200);
        assertThat(answers.stream().filter(answer -> answer == 409)).hasSize(19);
    }

    @Test
    void operators_see_all_organisations_page_by_page() {
        UUID tern = People.organisation("Ada");

        as("Olga", "operator")
                .get("/api/operator/organisations?limit=1")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(tern.toString()));
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (var one : threads.invokeAll(calls)) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
