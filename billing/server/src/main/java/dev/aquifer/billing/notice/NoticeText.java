package dev.aquifer.billing.notice;

import dev.aquifer.billing.api.notice.NoticeKind;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts a notice into words, in Chinese or English. `{name}` in a text is a parameter; `{name|}` is one that has
/// words of its own, e.g. `state.LOW`.
@Singleton
class NoticeText {

    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)(\\|)?}");

    private final Properties english = read("en");
    private final Properties chinese = read("zh");

    String subject(NoticeKind kind, Map<String, String> parameters, String language) {
        return filled("subject." + kind, parameters, language);
    }

    /// One or two sentences.
    String text(NoticeKind kind, Map<String, String> parameters, String language) {
        return filled("text." + kind, parameters, language);
    }

    String word(String key, String language) {
        Properties words = language.equals("zh") ? chinese : english;
        return words.getProperty(key, key);
    }

    private String filled(String key, Map<String, String> parameters, String language) {
        return PLACE.matcher(word(key, language)).replaceAll(place -> {
            String name = Objects.requireNonNull(place.group(1));
            String value = parameters.getOrDefault(name, "–");
            String shown = place.group(2) == null ? value : word(name + "." + value, language);
            return Matcher.quoteReplacement(shown);
        });
    }

    private static Properties read(String language) {
        Properties words = new Properties();
        try (InputStream file = Objects.requireNonNull(
                        NoticeText.class.getResourceAsStream("/notice/notice_" + language + ".properties"));
                Reader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            words.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
