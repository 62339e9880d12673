package dev.aquifer.engine.template;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A compiled chat template. Safe for many threads.
public final class ChatTemplate {
    private static final int LONGEST_RANGE = 100_000;

    private final Step steps;
    private final InstantSource clock;

    private ChatTemplate(Step steps, InstantSource clock) {
        this.steps = steps;
        this.clock = clock;
    }

    /// Throws [TemplateFailure] if the source uses what is not known here.
    public static ChatTemplate compile(String source, InstantSource clock) {
        try {
            return new ChatTemplate(new StatementParser(Segments.of(source)).whole(), clock);
        } catch (StackOverflowError e) {
            throw TemplateFailure.broken("the template is nested too deeply");
        }
    }

    /// The text for these variables (`messages`, `add_generation_prompt`, `bos_token`, …). Throws [TemplateFailure].
    public String render(Map<String, ?> variables) {
        var globals = new HashMap<String, @Nullable Object>(variables);
        globals.put("raise_exception", (Callable) arguments -> {
            throw TemplateFailure.refused(Values.text(arguments.get(0, "message", "")));
        });
        globals.put("namespace", (Callable) arguments -> {
            var namespace = new Namespace();
            namespace.putAll(arguments.names());
            return namespace;
        });
        globals.put("dict", (Callable) arguments -> {
            var map = Values.map();
            map.putAll(arguments.names());
            return map;
        });
        globals.put("range", (Callable) ChatTemplate::range);
        globals.put("strftime_now", (Callable) arguments -> date(Values.text(arguments.get(0, "format", ""))));
        var out = new StringBuilder();
        try {
            steps.run(new Scope(globals), out);
        } catch (Jump jump) {
            throw TemplateFailure.broken("break or continue outside of a loop");
        } catch (StackOverflowError e) {
            throw TemplateFailure.broken("the template nests too deeply");
        }
        return out.toString();
    }

    private static List<@Nullable Object> range(Arguments arguments) {
        long first = arguments.get(0, "start", 0L) instanceof Long number ? number : 0;
        boolean two = arguments.has(1);
        long from = two ? first : 0;
        long to = two ? (arguments.get(1, "stop", 0L) instanceof Long number ? number : 0) : first;
        long step = arguments.get(2, "step", 1L) instanceof Long number ? number : 1;
        if (step == 0 || Math.abs(to - from) / Math.abs(step) > LONGEST_RANGE) {
            throw TemplateFailure.broken("a range is too long");
        }
        var all = new ArrayList<@Nullable Object>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            all.add(i);
        }
        return all;
    }

    private String date(String format) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        var out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            String pattern = switch (format.charAt(++i)) {
                case 'd' -> "dd";
                case 'm' -> "MM";
                case 'b' -> "MMM";
                case 'B' -> "MMMM";
                case 'Y' -> "yyyy";
                case 'y' -> "yy";
                case 'H' -> "HH";
                case 'M' -> "mm";
                case 'S' -> "ss";
                case 'A' -> "EEEE";
                case 'a' -> "EEE";
                case 'j' -> "DDD";
                default -> "";
            };
            out.append(
                    pattern.isEmpty()
                            ? ""
                            : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                                    .format(now));
        }
        return out.toString();
    }
}
