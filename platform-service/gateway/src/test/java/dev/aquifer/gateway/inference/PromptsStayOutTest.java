package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.gateway.inference.FakeEngine.Script;
import dev.aquifer.gateway.inference.FakeEngine.UsageShape;
import dev.aquifer.gateway.usage.JournalFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S8: no prompt, no answer and no key in any log line at any level of ours, nor in the journal or the metrics.
class PromptsStayOutTest {
    private static final String ASKED = "MARKERASKED7f3";
    private static final String ANSWERED = "MARKERANSWERED9c1";

    @TempDir
    Path folder;

    @Test
    void markers_are_found_nowhere() throws Exception {
        // given
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        var formatter = new SimpleFormatter();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(formatter.format(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger ours = Logger.getLogger("dev.aquifer");
        Level before = ours.getLevel();
        ours.setLevel(Level.ALL);
        ours.addHandler(handler);
        String body = Rig.HELLO.replace("Hello", ASKED);
        String key;

        // when
        try (var rig = new Rig(folder)) {
            key = rig.apiKey;
            Script script = Script.of(UsageShape.OWN_CHUNK, 3, 2, ANSWERED, "!");
            rig.engine.plays(script);
            rig.chat(body);
            rig.chat(body.replace("\"messages\"", "\"stream\":true,\"messages\""));
            rig.engine.plays(script.cutAfter(2));
            rig.chat(body.replace("\"messages\"", "\"stream\":true,\"messages\""));
            rig.engine.plays(script.failing(400, "{\"error\":{\"message\":\"" + ANSWERED + "\"}}"));
            rig.chat(body);
            rig.engine.plays(script.plain(ANSWERED));
            rig.chat(body);
            rig.chat(body.substring(0, body.length() - 3));
            rig.chat(body.replace("user", ASKED));
            lines.add(rig.meters.getMetersAsString());
        } finally {
            ours.removeHandler(handler);
            ours.setLevel(before);
        }

        // then
        assertThat(lines).isNotEmpty();
        assertThat(String.join("\n", lines)).doesNotContain(ASKED, ANSWERED, key);
        assertThat(JournalFolder.records(folder))
                .hasSizeGreaterThan(2)
                .allSatisfy(record ->
                        assertThat(new String(record, StandardCharsets.UTF_8)).doesNotContain(ASKED, ANSWERED, key));
    }
}
