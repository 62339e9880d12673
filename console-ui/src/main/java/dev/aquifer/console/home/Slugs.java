package dev.aquifer.console.home;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// Proposals for an organisation's names.
final class Slugs {
    /// Mail providers: their domain says nothing of the organisation.
    private static final Set<String> PROVIDERS = Set.of(
            "gmail", "outlook", "hotmail", "live", "yahoo", "icloud", "qq", "163", "126", "foxmail", "sina", "aliyun");

    private Slugs() {}

    /// A name from an e-mail address: its domain without the ending, or the part before the @ at a mail provider.
    static String nameOf(String email) {
        var at = email.indexOf('@');
        if (at < 0) {
            return "";
        }
        var domain = email.substring(at + 1);
        var first = domain.contains(".") ? domain.substring(0, domain.indexOf('.')) : domain;
        var base = PROVIDERS.contains(first.toLowerCase(Locale.ROOT)) ? email.substring(0, at) : first;
        var name = new StringBuilder();
        for (var word : base.replace('_', '-').replace('.', '-').split("-", -1)) {
            if (!word.isEmpty()) {
                name.append(name.isEmpty() ? "" : " ")
                        .append(Character.toUpperCase(word.charAt(0)))
                        .append(word.substring(1));
            }
        }
        return name.toString();
    }

    /// A short name from a name: of Latin letters and digits; empty if there are too few, as in a Chinese name.
    static String of(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        var cut = plain.length() > 40 ? plain.substring(0, 40).replaceAll("-+$", "") : plain;
        return cut.length() < 3 ? "" : cut;
    }
}
