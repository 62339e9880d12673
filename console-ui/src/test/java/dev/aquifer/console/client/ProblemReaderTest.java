package dev.aquifer.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemReaderTest {
    @Test
    void a_problem_names_its_fields() {
        // when
        var problem = ProblemReader.read(400, """
                {"type":"https://aquifer.dev/problems/validation","status":400,"title":"…","detail":"1 field is wrong",
                 "violations":[{"field":"create.request.creditCode","message":"must have 18 characters"}]}
                """);

        // then
        assertThat(problem.slug()).isEqualTo("validation");
        assertThat(problem.detail()).isEqualTo("1 field is wrong");
        assertThat(problem.violations())
                .containsExactly(new Violation("create.request.creditCode", "must have 18 characters"));
        assertThat(problem.violations().getFirst().name()).isEqualTo("creditCode");
    }

    @Test
    void a_page_of_a_proxy_is_told_by_its_status() {
        var problem = ProblemReader.read(503, "<html>Service Unavailable</html>");

        assertThat(problem.slug()).isEqualTo("unreachable");
        assertThat(problem.isUnreachable()).isTrue();
        assertThat(problem.detail()).isNull();
    }

    @Test
    void an_empty_refusal_is_still_a_problem() {
        assertThat(ProblemReader.read(404, "").slug()).isEqualTo("not-found");
    }
}
