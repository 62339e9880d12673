package dev.aquifer.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.console.format.Translations;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both languages say the same things, and no page says anything by itself.
class TranslationsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern KEY = Pattern.compile("ranslat(?:e|ion)\\(\\s*\"([a-zA-Z0-9.-]+[a-zA-Z0-9])\"");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    /// What code samples and the formatter write is meant for programs, or is the formatter's own trade; languages
    /// are named in themselves.
    private static final List<String> WRITE_THEMSELVES =
            List.of("format/Formats.java", "format/Translations.java", "playground/CodeSamples.java", "HeaderBar.java");

    @Test
    void a_language_that_we_do_not_have_is_answered_in_english_whatever_the_machine_speaks() {
        var machine = Locale.getDefault();
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        try {
            assertThat(new Translations().getTranslation("nav.keys", Locale.FRENCH))
                    .isEqualTo(new Translations().getTranslation("nav.keys", Locale.ENGLISH));
            assertThat(HAN.matcher(new Translations().getTranslation("nav.keys", Locale.TRADITIONAL_CHINESE))
                            .find())
                    .isTrue();
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void every_act_that_the_platform_notes_has_a_text() throws IOException {
        var noted = Pattern.compile("audit\\.note\\(\\s*\"([a-z.]+)\"");
        var acts = new TreeSet<String>();
        try (var sources = Files.walk(Path.of("../platform-service/server/src/main/java"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                noted.matcher(Files.readString(source))
                        .results()
                        .forEach(found -> acts.add("audit.act." + found.group(1)));
            }
        }
        assertThat(acts).hasSizeGreaterThan(10);
        assertThat(keys("en")).containsAll(acts);
    }

    @Test
    void both_languages_have_the_same_keys() throws IOException {
        assertThat(keys("en")).isEqualTo(keys("zh_CN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh_CN"})
    void every_text_is_a_valid_pattern_and_not_empty(String language) throws IOException {
        var texts = texts(language);
        for (var key : texts.stringPropertyNames()) {
            var text = texts.getProperty(key);
            assertThat(text).as(key).isNotBlank();
            if (text.contains("{0}")) {
                assertThat(new MessageFormat(text, Locale.ROOT).format(new Object[] {"a", "b", "c", "d", "e"}))
                        .as(key)
                        .doesNotContain("{");
            }
        }
    }

    @Test
    void a_placeholder_in_one_language_is_in_the_other() throws IOException {
        var english = texts("en");
        var chinese = texts("zh_CN");
        for (var key : english.stringPropertyNames()) {
            for (var place : List.of("{0}", "{1}", "{2}", "{3}")) {
                assertThat(chinese.getProperty(key).contains(place))
                        .as("%s %s", key, place)
                        .isEqualTo(english.getProperty(key).contains(place));
            }
        }
    }

    @Test
    void every_key_that_a_page_names_has_a_text() throws IOException {
        var known = keys("en");
        for (var source : sources()) {
            var matcher = KEY.matcher(Files.readString(source));
            while (matcher.find()) {
                assertThat(known).as(source.toString()).contains(matcher.group(1));
            }
        }
    }

    @Test
    void no_page_holds_a_text_of_its_own() throws IOException {
        for (var source : sources()) {
            if (WRITE_THEMSELVES.stream().anyMatch(source.toString()::endsWith)) {
                continue;
            }
            assertThat(HAN.matcher(Files.readString(source)).find())
                    .as(source.toString())
                    .isFalse();
            for (var line : Files.readAllLines(source)) {
                assertThat(spoken(line)).as("%s: %s", source, line).isFalse();
            }
        }
    }

    /// Whether a line shows a literal that reads like words.
    private static boolean spoken(String line) {
        if (!line.matches(
                ".*(new (H1|H2|H3|Span|Paragraph|Button|Card|Badge|EmptyState)|setText|setLabel|setHelperText|setPlaceholder|setHeaderTitle|setAriaLabel)\\(\".*")) {
            return false;
        }
        var matcher = LITERAL.matcher(line);
        return matcher.find() && matcher.group(1).matches(".*[a-z]{2,} [a-z]{2,}.*");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Set<String> keys(String language) throws IOException {
        return new TreeSet<>(texts(language).stringPropertyNames());
    }

    private static Properties texts(String language) throws IOException {
        var texts = new Properties();
        var file = Path.of("src/main/resources/vaadin-i18n/translations_" + language + ".properties");
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
