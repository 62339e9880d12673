package dev.aquifer.console.format;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import jakarta.inject.Singleton;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The texts of the console, in the languages that it has. Vaadin's own provider looks for the files by listing the
/// application's archive, and finds none where there is a space in its path: every text would then be a bare key.
@VaadinServiceEnabled
@Singleton
public class Translations implements I18NProvider {
    private static final long serialVersionUID = 1L;
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    /// The first is what a browser with none of these languages gets.
    @Override
    public List<Locale> getProvidedLocales() {
        return LANGUAGES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        try {
            var text = texts(locale).getString(key);
            return params.length == 0 ? text : new MessageFormat(text, locale).format(params);
        } catch (MissingResourceException _) {
            return "!" + locale.getLanguage() + ": " + key;
        }
    }

    @Override
    public Map<String, String> getAllTranslations(Locale locale) {
        var texts = texts(locale);
        return texts.keySet().stream().collect(Collectors.toMap(Function.identity(), texts::getString));
    }

    /// Never the language of the machine, which has nothing to do with who reads.
    static ResourceBundle texts(Locale locale) {
        var language = locale.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        return ResourceBundle.getBundle(
                "vaadin-i18n.translations",
                language,
                Translations.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
