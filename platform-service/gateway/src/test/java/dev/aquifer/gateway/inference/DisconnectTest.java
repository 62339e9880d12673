package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.gateway.inference.FakeEngine.Script;
import dev.aquifer.gateway.inference.FakeEngine.UsageShape;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// B5: callers that leave at any byte of a stream. What they are billed lies between what they read and what
/// the engine had written, and the engine is told within a second.
class DisconnectTest {
    private static final int CUTS = 100;
    private static final int WORDS = 60;
    private static final long SEED = Long.getLong("aquifer.seed", 20261125L);

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String[] words() {
        String[] words = new String[WORDS];
        Arrays.fill(words, " water");
        return words;
    }

    @Test
    void callers_that_leave_are_billed_for_what_was_delivered() throws Exception {
        // given
        System.out.println("seed=" + SEED);
        var random = new Random(SEED);
        rig.engine.plays(Script.of(UsageShape.EVERY_CHUNK, 9, WORDS, words()).everyMillis(2));
        Map<String, Integer> read = new HashMap<>();
        int struck = 0;

        // when
        for (int i = 0; i < CUTS; i++) {
            Left left = leaveAfter(200 + random.nextInt(12_000), random.nextBoolean());
            if (left.request != null) {
                read.put(left.request, left.words);
            }
            struck += left.whole ? 0 : 1;
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rig.api.inFlight()).isZero());
        rig.journal.close();

        // then
        System.out.println("cuts that struck=" + struck + " of " + CUTS);
        assertThat(struck).isGreaterThan(CUTS / 2);
        Map<String, JsonNode> billed = new HashMap<>();
        rig.usage().forEach(usage -> billed.put(usage.path("request").asText(), usage));
        assertThat(billed.keySet()).containsAll(read.keySet());
        int left = 0;
        for (Map.Entry<String, Integer> one : read.entrySet()) {
            JsonNode usage = Objects.requireNonNull(billed.get(one.getKey()));
            long output = usage.at("/tokens/output").asLong();
            assertThat(output).as(usage.toString()).isBetween((long) one.getValue(), (long) WORDS);
            assertThat(usage.at("/tokens/input").asLong()
                            + usage.at("/tokens/cacheRead").asLong())
                    .isEqualTo(9);
            left += usage.path("outcome").asText().equals("CLIENT_LEFT") ? 1 : 0;
        }
        System.out.println("billed as left=" + left);
        assertThat(left).isGreaterThan(CUTS / 3);
        assertThat(rig.usage()).hasSameSizeAs(billed.keySet());
    }

    private record Left(@Nullable String request, int words, boolean whole) {}

    /// Reads so many bytes, then closes: with a FIN, or at once with a RST.
    private Left leaveAfter(int bytes, boolean reset) throws IOException {
        var seen = new StringBuilder();
        try (var socket = rig.connect()) {
            socket.setSoTimeout(5_000);
            ask(socket, Rig.HELLO_STREAMED);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[512];
            while (seen.length() < bytes && !seen.toString().endsWith("0\r\n\r\n")) {
                int n = in.read(buffer, 0, Math.min(buffer.length, bytes - seen.length()));
                if (n < 0) {
                    break;
                }
                seen.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
        String text = seen.toString();
        int at = text.indexOf("req_");
        int words = text.split("\\{\"content\":\" water\"\\}", -1).length - 1;
        return new Left(
                at < 0 || text.length() < at + 40 ? null : text.substring(at, at + 40), words, text.contains("[DONE]"));
    }

    private void ask(Socket socket, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                                + "authorization: Bearer " + rig.apiKey + "\r\ncontent-length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void the_engine_is_told_within_a_second_that_the_caller_left() throws Exception {
        // given
        rig.engine.plays(Script.of(UsageShape.OWN_CHUNK, 9, WORDS, words()).everyMillis(200));
        try (var socket = rig.connect()) {
            ask(socket, Rig.HELLO_STREAMED);
            assertThat(socket.getInputStream().read(new byte[400])).isPositive();
        }

        // then
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(rig.engine.left).hasValue(1));
    }

    @Test
    void a_caller_that_leaves_a_plain_call_frees_the_engine_and_pays_nothing() throws Exception {
        // given
        rig.engine.plays(Script.answers("x").neverAnswering());
        try (var socket = rig.connect()) {
            ask(socket, Rig.HELLO);
            await().untilAsserted(() -> assertThat(rig.engine.requests).hasValue(1));
        }

        // then
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(rig.engine.left).hasValue(1));
        assertThat(rig.usage()).isEmpty();
    }

    @Test
    void a_waiting_stream_gets_comments_and_the_status_is_held_back_first() throws Exception {
        // given
        rig.close();
        rig = new Rig(
                folder.resolve("patient"),
                "aquifer.inference.tick=20ms",
                "aquifer.inference.hold-status=300ms",
                "aquifer.inference.waiting-every=100ms",
                "aquifer.inference.engine-silence=900ms");
        rig.engine.plays(Script.answers("x").neverAnswering());

        // when
        String answer = rig.chat(Rig.HELLO_STREAMED).body();

        // then
        assertThat(answer).startsWith(": waiting\n\n");
        assertThat(answer.lines().filter(": waiting"::equals).count()).isGreaterThan(2);
        assertThat(Rig.json(Rig.events(answer).getLast()).at("/error/code").asText())
                .isEqualTo("upstream_timeout");
        assertThat(rig.usage()).isEmpty();
    }

    @Test
    void a_caller_that_does_not_read_is_cut_off_and_billed_less_than_was_written() throws Exception {
        // given
        rig.close();
        rig = new Rig(
                folder.resolve("stalled"), "aquifer.inference.tick=20ms", "aquifer.inference.stalled-caller=500ms");
        String[] words = new String[4_000];
        Arrays.fill(words, "w".repeat(4_000));
        rig.engine.plays(Script.of(UsageShape.OWN_CHUNK, 9, words.length, words));
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(8 << 10);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), rig.port()));
            ask(socket, Rig.HELLO_STREAMED);

            // when: it never reads
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(rig.usage()).hasSize(1));
        }

        // then
        JsonNode usage = rig.usage().getFirst();
        assertThat(usage.path("outcome").asText()).isEqualTo("CLIENT_LEFT");
        assertThat(usage.at("/tokens/output").asLong()).isLessThan(rig.engine.chunksWritten.get());
        assertThat(rig.engine.chunksWritten.get()).isLessThan(words.length);
    }
}
