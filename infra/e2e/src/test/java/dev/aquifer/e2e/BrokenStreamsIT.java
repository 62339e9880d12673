package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// B5 against the real engine: callers that close their socket in the middle of a stream, with a reset every other
/// time. What is billed is no more than a second's worth of tokens beyond what the caller read (what was on its way
/// in the sockets), and far less than the whole answer.
@InTheHouse
class BrokenStreamsIT {
    private static final int CUTS = Integer.getInteger("aquifer.cuts", 100);
    private static final int WHOLE = 400;

    @Test
    void a_broken_stream_is_billed_for_what_was_delivered(House house) throws Exception {
        // given
        long seed = Long.getLong("aquifer.seed", 1);
        IO.println("cuts: seed " + seed);
        var random = new Random(seed);
        var tenant = Person.registers(house, "owner@cuts.example").organisation("cuts");
        var key = tenant.key("cuts").secret();
        Map<String, Integer> read = new HashMap<>();
        int struck = 0;

        // when
        for (int i = 0; i < CUTS; i++) {
            int chunks = random.nextInt(1, 9);
            var request = cut(key, chunks, i % 2 == 0);
            if (request != null) {
                read.put(request, chunks);
                struck++;
            }
        }

        // then
        IO.println("cuts: struck " + struck);
        assertThat(struck).isGreaterThan(CUTS * 8 / 10);
        house.eventually(
                () -> billed(house, tenant).keySet().containsAll(read.keySet()),
                "all cut requests are facts",
                Duration.ofMinutes(1));
        var billed = billed(house, tenant);
        long beyond = 0;
        for (var request : read.entrySet()) {
            int output = billed.getOrDefault(request.getKey(), -1);
            assertThat(output).as("billed of a broken stream").isBetween(0, WHOLE);
            beyond += Math.max(0, output - request.getValue());
        }
        IO.println("cuts: mean tokens billed beyond those read: " + (double) beyond / struck);
        assertThat((double) beyond / struck)
                .as("the engine stops within a second")
                .isLessThan(150);
    }

    private static Map<String, Integer> billed(House house, Tenant tenant) {
        var billed = new HashMap<String, Integer>();
        house.usage(tenant.organisation()).forEach(row -> billed.put(row.getFirst(), Integer.parseInt(row.getLast())));
        return billed;
    }

    /// @return the request's id, or null if the answer ended before the cut
    private static @Nullable String cut(String key, int chunks, boolean reset) throws IOException {
        var body = "{\"model\":\"" + House.CHAT + "\",\"stream\":true,\"max_tokens\":" + WHOLE
                + ",\"temperature\":1.5,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me all about birds.\"}]}";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), House.BASE + 1)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
                                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            @Nullable String request = null;
            int seen = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.regionMatches(true, 0, "x-request-id:", 0, 13)) {
                    request = line.substring(13).strip();
                } else if (line.contains("[DONE]")) {
                    return null;
                } else if (line.contains("\"content\":") && !line.contains("\"role\"") && ++seen == chunks) {
                    break;
                }
            }
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            return seen == chunks ? request : null;
        }
    }
}
