package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.MovedClock;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.charge.Unmetered;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The worked examples happen for real, and come out as the simulation says, to the fen. Every step is what people
/// and machines do: the tenant applies, assessors decide, the operator closes months over HTTP, leases and requests
/// are stated on Kafka and rated by a published contract. The clock stands and is moved from step to step.
///
/// Compared are all figures of the simulation's result: each step's net, changes of accruals, reasons, claims,
/// settlements and clawbacks; in the end the accruals, each organisation's bills, and what is used of each budget.
/// With these go the balances of the ledger by month and the standing, which follow from the bills. The figures of
/// each example are written to `target/scenarios`, and both sides must have the same ones.
///
/// A scenario's charge of many days is told in two ways (see [StandIn]): once by a lease so short that the figures
/// are those of the worked example, once by a lease of all its days, whose figures are those of a simulation of the
/// days (see [DayByDay]). Storage, which no event states yet, is posted without one (see [Unmetered]), and one
/// reason has no place (see [#SIMULATED_ALONE]).
@QuarkusTest
@TestProfile(ScenariosAsFactsTest.TimeIsMoved.class)
@WithTestResource(StoryServers.class)
class ScenariosAsFactsTest {
    private static final List<String> EXAMPLES = List.of("e1", "e2-a", "e2-b", "e3", "e4", "e5", "e6", "e7", "e8");

    /// What a simulation says and no real fact can: the lease of E4 that lies across the beginning of its grant is
    /// two charges, and the one before the grant, posted before it was approved, has no part in it (R12): nothing
    /// says of it that it is not eligible.
    private static final Map<String, String> SIMULATED_ALONE = Map.of("e4", "step 07 reasons c1 SH");

    /// The clock is the test's.
    public static class TimeIsMoved implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(MovedClock.class);
        }
    }

    @Inject
    Given given;

    @Inject
    MovedClock clock;

    @Inject
    Organisations organisations;

    @Inject
    Unmetered unmetered;

    @Inject
    ObjectMapper json;

    static List<String> examples() {
        return EXAMPLES;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void what_really_happens_has_the_figures_of_the_example(String example) throws IOException {
        // given
        var scenario = sample(example);
        var story = story(scenario, false);
        var simulated = simulated(scenario);

        // when
        var real = story.play();

        // then
        var expected = figures(simulated);
        expected.putAll(books(simulated));
        var found = figures(real);
        found.putAll(story.books());
        write(example, expected, found);
        var alone = SIMULATED_ALONE.get(example);
        if (alone != null) {
            assertThat(expected.remove(alone)).isEqualTo("NOT_ELIGIBLE");
        }
        assertThat(found).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void leases_of_many_days_have_the_figures_of_the_simulation_day_by_day(String example) throws IOException {
        // given
        var scenario = sample(example);
        var story = story(scenario, true);
        var simulated = new DayByDay(scenario, story.leases()).simulated(this::simulated);

        // when
        var real = story.play();

        // then
        var expected = figures(simulated);
        expected.putAll(books(simulated));
        var found = figures(real);
        found.putAll(story.books());
        write(example + "-day-by-day", expected, found);
        assertThat(found).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void every_worked_example_is_among_them() {
        assertThat(Desks.operator()
                        .get("/api/simulations/samples")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .<String>getList("id"))
                .filteredOn(id -> id.matches("e\\d.*"))
                .containsExactlyInAnyOrderElementsOf(EXAMPLES);
    }

    private RealStory story(JsonNode scenario, boolean allDays) {
        return new RealStory(new RealStory.Means(given, clock, organisations, unmetered), scenario, allDays);
    }

    private JsonNode simulated(JsonNode scenario) {
        return read(Desks.operator()
                .body(scenario.toString())
                .post("/api/simulations")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private JsonNode sample(String name) {
        return read(Desks.operator()
                .get("/api/simulations/samples/{s}", name)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /// Every figure of a result under its place in it.
    private static Map<String, String> figures(JsonNode result) {
        var figures = new TreeMap<String, String>();
        int number = 0;
        for (var step : result.path("steps")) {
            put("step %02d".formatted(++number), step, figures);
        }
        put("accruals", result.path("accruals"), figures);
        put("used", result.path("programmeUsed"), figures);
        for (var bill : result.path("bills")) {
            put(
                    "bill " + bill.path("organisation").asText() + " "
                            + bill.path("month").asText(),
                    bill,
                    figures);
        }
        return figures;
    }

    private static void put(String place, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(each -> put(place + " " + each.getKey(), each.getValue(), into));
        } else {
            into.put(place, node.asText());
        }
    }

    /// What the books must say if these are the bills: the last month of the story is open, those before are owed.
    private static Map<String, String> books(JsonNode result) {
        var books = new TreeMap<String, Money>();
        var open = result.path("bills")
                .valueStream()
                .map(bill -> bill.path("month").asText())
                .max(String::compareTo)
                .orElseThrow();
        for (var bill : result.path("bills")) {
            var month = bill.path("month").asText();
            var tenant = bill.path("organisation").asText();
            var at = "books " + tenant + " " + month + " ";
            var due = money(bill, "net").minus(money(bill, "subsidy")).plus(money(bill, "adjustments"));
            boolean closed = !month.equals(open);
            books.put(at + "unbilled", closed ? Money.ZERO : due);
            books.put(at + "receivable", closed ? money(bill, "payable") : Money.ZERO);
            books.put(at + "vat_output", closed ? money(bill, "tax").negated() : Money.ZERO);
            books.put(at + "revenue", money(bill, "net").negated());
            books.put(at + "subsidy", money(bill, "subsidy").minus(money(bill, "adjustments")));
            books.merge("standing " + tenant + " used", money(bill, "payable"), Money::plus);
        }
        books.values().removeIf(Money::isZero);
        var texts = new TreeMap<String, String>();
        books.forEach((place, amount) -> texts.put(place, amount.toString()));
        return texts;
    }

    private static Money money(JsonNode bill, String field) {
        return Money.of(bill.path(field).asText());
    }

    private static void write(String example, Map<String, String> expected, Map<String, String> found)
            throws IOException {
        var places = new TreeMap<>(expected);
        places.putAll(found);
        var folder = Files.createDirectories(Path.of("target", "scenarios"));
        Files.write(
                folder.resolve(example + ".txt"),
                places.keySet().stream()
                        .map(place ->
                                "%s: simulated %s, real %s".formatted(place, expected.get(place), found.get(place)))
                        .toList());
        Log.infof("scenario example=%s figures=%d equal=%b", example, places.size(), expected.equals(found));
    }
}
