package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aquifer.platform.api.key.KeyForm;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ReadersPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property
    void a_key_of_our_form_is_one_and_with_any_other_character_it_is_not(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 43) int place, @ForAll char other) {
        String key = TestKeys.key(seed);
        assertThat(KeyForm.isKey(key)).isTrue();
        if (key.charAt(place) != other) {
            assertThat(KeyForm.isKey(key.substring(0, place) + other + key.substring(place + 1)))
                    .isFalse();
        }
        assertThat(KeyForm.isKey(key + "0")).isFalse();
        assertThat(KeyForm.isKey(key.substring(1))).isFalse();
    }

    @Property
    void any_text_is_judged_without_an_error(@ForAll @StringLength(max = 60) String text) {
        assertThat(KeyForm.isKey(text)).isFalse();
    }

    @Property
    void events_are_the_same_however_tcp_cuts_them(
            @ForAll @Size(max = 12) List<@NotEmpty @StringLength(max = 40) String> texts, @ForAll long seed) {
        // given
        var random = new Random(seed);
        List<String> expected = new ArrayList<>();
        var stream = new StringBuilder();
        for (String text : texts) {
            String data = JSON.createObjectNode().put("t", text).toString();
            String end = random.nextBoolean() ? "\n" : "\r\n";
            stream.append(random.nextInt(4) == 0 ? ": a comment" + end + end : "")
                    .append(random.nextInt(5) == 0 ? "event: message" + end : "")
                    .append(random.nextBoolean() ? "data: " : "data:")
                    .append(data)
                    .append(end)
                    .append(end);
            expected.add(data);
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        var reader = new SseReader(
                1 << 20,
                (in, from, to) -> found.add(new String(Arrays.copyOfRange(in, from, to), StandardCharsets.UTF_8)));

        // when
        int at = 0;
        while (at < bytes.length) {
            int piece = 1 + random.nextInt(Math.min(20, bytes.length - at));
            assertThat(reader.feed(Buffer.buffer(Arrays.copyOfRange(bytes, at, at + piece))))
                    .isTrue();
            at += piece;
        }

        // then
        assertThat(found).isEqualTo(expected);
    }

    @Property
    void the_scan_finds_what_a_tree_finds(
            @ForAll @StringLength(max = 30) String content,
            @ForAll boolean usageFirst,
            @ForAll boolean choices,
            @ForAll boolean error)
            throws IOException {
        // given
        ObjectNode root = JSON.createObjectNode();
        if (usageFirst) {
            root.putObject("usage").put("prompt_tokens", 1);
        }
        root.put("id", content).put("model", content);
        var list = root.putArray("choices");
        if (choices) {
            list.addObject().putObject("delta").put("role", "assistant").put("content", content);
        }
        if (error) {
            root.putObject("error").put("message", content);
        }
        byte[] bytes = JSON.writeValueAsBytes(root);
        var scan = new AnswerScan();

        // when
        boolean read = scan.scan(bytes, 0, bytes.length);

        // then
        assertThat(read).isTrue();
        assertThat(scan.choicesEmpty).isEqualTo(!choices);
        assertThat(scan.usage.there()).isEqualTo(usageFirst);
        assertThat(scan.error.there()).isEqualTo(error);
        long real = content.getBytes(StandardCharsets.UTF_8).length;
        assertThat(scan.textBytes).isGreaterThanOrEqualTo(choices ? real : 0);
        var edit = new AnswerEdit();
        edit.rename(scan.model, bytes, PlainAnswer.quoted("other"));
        if (usageFirst) {
            edit.remove(scan.usage, bytes, bytes.length);
        }
        Buffer out = Buffer.buffer();
        edit.write(out, bytes, 0, scan, "\"added\":1");
        root.put("model", "other").put("added", 1).remove("usage");
        assertThat(JSON.readTree(out.getBytes())).isEqualTo(root);
    }

    @Property
    void bytes_that_are_no_answer_are_refused_without_an_error(@ForAll byte[] bytes) {
        assertThat(new AnswerScan().scan(bytes, 0, bytes.length)).isFalse();
    }

    @Property
    void the_engine_gets_the_callers_own_members(
            @ForAll @StringLength(max = 40) String content, @ForAll boolean pretty, @ForAll boolean stream)
            throws IOException {
        // given
        ObjectNode body = JSON.createObjectNode().put("user", content).put("model", "m");
        body.putArray("messages").addObject().put("content", content).put("role", "user");
        body.put("temperature", 0.5).put("x", content).putNull("seed").put("stream", stream);
        byte[] bytes =
                pretty ? JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(body) : JSON.writeValueAsBytes(body);

        // when
        Call.Reading reading = new ChatReader(bytes).read();

        // then
        assertThat(reading).isInstanceOf(Call.Reading.Read.class);
        Call call = ((Call.Reading.Read) reading).call();
        body.remove(List.of("user", "x", "seed"));
        if (stream) {
            body.putObject("stream_options").put("include_usage", true).put("continuous_usage_stats", true);
        }
        assertThat(JSON.readTree(call.engineBody().getBytes())).isEqualTo(body);
        assertThat(call.ignored()).containsExactly("x");
        assertThat(call.textBytes()).isEqualTo(content.getBytes(StandardCharsets.UTF_8).length);
    }

    @Property
    void no_bytes_make_the_reader_throw(@ForAll byte[] bytes) {
        assertThat(new ChatReader(bytes).read()).isNotNull();
        assertThat(new EmbeddingsReader(bytes).read()).isNotNull();
    }
}
