package dev.aquifer.console;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import dev.aquifer.console.visit.Preferences;
import java.util.Map;

/// The page around all pages: style sheets, push, colours and language before the first paint.
@Push
@StyleSheet("context://" + Aura.STYLESHEET)
@StyleSheet("context://aquifer.css")
@ColorScheme(ColorScheme.Value.LIGHT_DARK)
public class Shell implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Aquifer");
        settings.setViewport("width=device-width, initial-scale=1");
        settings.addLink("icon", Map.of("href", "/icon.svg", "type", "image/svg+xml"));
        settings.addInlineWithContents(
                "var s=document.createElement('script');s.src='/aq-session.js';document.head.append(s)",
                Inline.Wrapping.JAVASCRIPT);
        var scheme = Preferences.scheme(settings.getRequest());
        if (scheme != ColorScheme.Value.LIGHT_DARK) {
            var root = "document.documentElement";
            settings.addInlineWithContents(
                    "%s.setAttribute('theme','%s');%s.style.colorScheme='%s'"
                            .formatted(root, scheme.getThemeValue(), root, scheme.getValue()),
                    Inline.Wrapping.JAVASCRIPT);
        }
        Preferences.language(settings.getRequest())
                .ifPresent(language -> settings.addInlineWithContents(
                        "document.documentElement.lang='%s'".formatted(language.toLanguageTag()),
                        Inline.Wrapping.JAVASCRIPT));
    }
}
