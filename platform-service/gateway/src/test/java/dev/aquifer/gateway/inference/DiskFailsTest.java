package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.gateway.usage.FailingDisk;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// B3 as the caller sees it.
class DiskFailsTest {
    @TempDir
    Path folder;

    @Test
    void chargeable_requests_get_503_at_once_and_nothing_is_billed() throws Exception {
        // given
        var disk = new FailingDisk();
        try (var rig = new Rig(folder, disk)) {
            rig.chat(Rig.HELLO);
            disk.fails = true;

            // when
            long before = System.nanoTime();
            var first = rig.chat(Rig.HELLO);
            var next = rig.chat(Rig.HELLO_STREAMED);
            Duration took = Duration.ofNanos(System.nanoTime() - before);

            // then
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(next.statusCode()).isEqualTo(503);
            assertThat(first.headers().firstValue("retry-after")).isPresent();
            JsonNode error = Rig.json(first.body()).path("error");
            assertThat(error.path("type").asText()).isEqualTo("service_unavailable_error");
            assertThat(took).isLessThan(Duration.ofSeconds(1));
            assertThat(rig.engine.requests).hasValue(2);
            assertThat(rig.get("/v1/models").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_stream_whose_usage_cannot_be_kept_ends_in_an_error_and_not_in_done() throws Exception {
        // given
        var disk = new FailingDisk();
        try (var rig = new Rig(folder, disk)) {
            disk.fails = true;

            // when
            var events = Rig.events(rig.chat(Rig.HELLO_STREAMED).body());

            // then
            assertThat(events).doesNotContain("[DONE]");
            assertThat(events.getLast()).contains("server_is_overloaded");
        }
    }
}
