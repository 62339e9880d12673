package dev.aquifer.billing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Plays every scenario that we ship and compares each figure that stands in it; they were worked out by hand.
class SamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void every_expected_figure_of_every_scenario_comes_out() throws Mistake, JsonProcessingException {
        var wrong = new ArrayList<String>();
        int figures = 0;
        for (var sample : Samples.all().entrySet()) {
            var scenario = JSON.readTree(sample.getValue());
            var result = JSON.readTree(Simulate.text(Simulation.of(sample.getValue()), false));
            for (int i = 0; i < scenario.path("steps").size(); i++) {
                var told = scenario.path("steps").path(i).path("expect");
                figures += compare(
                        sample.getKey() + ", step " + (i + 1),
                        told,
                        result.path("steps").path(i),
                        wrong);
            }
            figures += compare(sample.getKey(), scenario.path("expected"), result, wrong);
        }
        assertThat(wrong).isEmpty();
        assertThat(figures).isGreaterThan(200);
    }

    @Test
    void the_nine_files_of_the_worked_examples_are_among_them() {
        assertThat(Samples.all().keySet()).contains("e1", "e2-a", "e2-b", "e3", "e4", "e5", "e6", "e7", "e8");
        assertThat(Samples.list())
                .allSatisfy(sample -> assertThat(sample.title()).isNotBlank());
        assertThat(Samples.find("../application")).isEmpty();
    }

    private static int compare(String where, JsonNode expected, JsonNode found, List<String> wrong) {
        int figures = 0;
        for (var field : expected.properties()) {
            var is = found.path(field.getKey());
            if (!is.equals(field.getValue())) {
                wrong.add(where + ": " + field.getKey() + " should be " + field.getValue() + " and is " + is);
            }
            figures += Math.max(1, field.getValue().size());
        }
        return figures;
    }
}
