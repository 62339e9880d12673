package dev.aquifer.console.visit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import jakarta.servlet.http.Cookie;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Language and colour scheme, kept in the browser's cookies: they hold before a person signs in and survive a
/// reload.
public final class Preferences {
    private static final String LANGUAGE = "aq-language";
    private static final String SCHEME = "aq-scheme";
    private static final String USAGE = "aq-usage";

    private Preferences() {}

    /// The language that was chosen; empty where the browser's own counts.
    public static Optional<Locale> language(VaadinRequest request) {
        return cookie(request, LANGUAGE).flatMap(tag -> switch (tag) {
            case "zh-CN" -> Optional.of(Locale.SIMPLIFIED_CHINESE);
            case "en" -> Optional.of(Locale.ENGLISH);
            default -> Optional.empty();
        });
    }

    public static void speak(UI ui, Locale language) {
        keep(LANGUAGE, language.toLanguageTag());
        ui.getSession().setLocale(language);
        ui.getPage().reload();
    }

    /// SYSTEM where nothing was chosen.
    public static ColorScheme.Value scheme(VaadinRequest request) {
        return cookie(request, SCHEME)
                .map(value -> switch (value) {
                    case "light" -> ColorScheme.Value.LIGHT;
                    case "dark" -> ColorScheme.Value.DARK;
                    default -> ColorScheme.Value.LIGHT_DARK;
                })
                .orElse(ColorScheme.Value.LIGHT_DARK);
    }

    public static void colour(UI ui, ColorScheme.Value scheme) {
        keep(
                SCHEME,
                scheme == ColorScheme.Value.LIGHT ? "light" : scheme == ColorScheme.Value.DARK ? "dark" : "system");
        ui.getPage().setColorScheme(scheme);
    }

    /// The split of usage that was kept, as the query of its address.
    public static Optional<String> usage(VaadinRequest request) {
        return cookie(request, USAGE).map(kept -> URLDecoder.decode(kept, StandardCharsets.UTF_8));
    }

    public static void keepUsage(String query) {
        keep(USAGE, URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private static Optional<String> cookie(VaadinRequest request, String name) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(each -> each.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private static void keep(String name, String value) {
        var cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        VaadinResponse response = VaadinService.getCurrentResponse();
        if (response != null) {
            response.addCookie(cookie);
        }
    }
}
