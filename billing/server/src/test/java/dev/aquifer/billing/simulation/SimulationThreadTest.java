package dev.aquifer.billing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Anyone who is signed in may have scenarios played: that must not cost the others their billing.
class SimulationThreadTest {
    private final SimulationThread thread = new SimulationThread();

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void one_is_played_a_few_wait_and_the_next_is_sent_away() throws InterruptedException {
        var end = new CountDownLatch(1);
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 5; i++) {
            callers.add(Thread.ofVirtual()
                    .start(() -> thread.run(() -> {
                        end.await();
                        return "played";
                    })));
        }
        await().until(() -> thread.waiting() == 4);

        var refused = catchThrowableOfType(HttpProblem.class, () -> thread.run(() -> "too many"));

        assertThat(refused.getStatusCode()).isEqualTo(429);
        end.countDown();
        for (var caller : callers) {
            caller.join();
        }
        assertThat(thread.run(() -> "again")).isEqualTo("again");
    }

    @Test
    void a_thousand_steps_are_the_most_on_the_server() {
        var month = "{\"op\": \"month\", \"month\": \"2026-06\"},";
        var text = "{\"id\": \"S\", \"programmes\": [], \"steps\": [" + month.repeat(1000)
                + "{\"op\": \"month\", \"month\": \"2026-07\"}]}";

        var mistake = catchThrowableOfType(Mistake.class, () -> thread.play(text));

        assertThat(mistake.field()).isEqualTo("steps");
        assertThat(mistake.right()).contains("at most 1000").contains("1001");
    }

    @Test
    void a_grant_has_two_hundred_versions_at_most_on_the_server() {
        var text = """
                {"id": "S", "programmes": [{"id": "P", "maxRatio": "0.10", "kinds": ["lease"],
                  "from": "2026-01-01T00:00:00+08:00", "to": "2027-01-01T00:00:00+08:00"}],
                 "steps": [
                   {"op": "month", "month": "2026-06"},
                   %s
                   {"op": "grant", "id": "G", "programme": "P", "organisation": "o", "ratio": "0.08",
                    "validFrom": "2026-02-01T00:00:00+08:00", "validTo": "2026-12-01T00:00:00+08:00"}]}""";
        var grant = text.substring(text.indexOf("{\"op\": \"grant\""), text.lastIndexOf("]}"));
        var again = "{\"op\": \"reassess\", \"grant\": \"G\", \"ratio\": \"0.05\","
                + " \"from\": \"2026-06-03T00:00:00+08:00\"}";
        var steps = grant + "," + (again + ",").repeat(200);

        var mistake = catchThrowableOfType(
                Mistake.class, () -> thread.play(text.replace(grant, again).replace("%s", steps)));

        assertThat(mistake.step()).isEqualTo(202);
        assertThat(mistake.field()).isEqualTo("grant");
        assertThat(mistake.right()).contains("at most 200");
    }

    @Test
    void a_scenario_that_takes_too_long_is_given_up() {
        var mistake = catchThrowableOfType(
                Mistake.class, () -> StoryChecks.inTime(7, Limits.SERVER.time().toNanos() + 1, Limits.SERVER));

        assertThat(mistake.step()).isEqualTo(7);
        assertThat(mistake.right()).contains("within 5 s");
    }
}
