package dev.aquifer.console.usage;

import com.vaadin.flow.router.QueryParameters;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.api.usage.UsageApi;
import dev.aquifer.billing.api.usage.UsageSplit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is looked at: it stands in the page's address, so that it can be kept, sent and gone back to.
///
/// @param month a bill's, or null where from and to say the days; both null: the running month
/// @param only what the other dimensions are narrowed down to
record UsageChoice(
        List<Dimension> by,
        @Nullable String month,
        @Nullable String from,
        @Nullable String to,
        Map<Dimension, String> only) {

    static final List<Dimension> FILTERS =
            List.of(Dimension.DEPLOYMENT, Dimension.KEY, Dimension.LABEL, Dimension.CHIP, Dimension.BUCKET);

    UsageChoice {
        by = List.copyOf(by);
        only = Map.copyOf(only);
    }

    static UsageChoice of(QueryParameters query) {
        var by = query.getParameters("by").stream()
                .flatMap(name -> Arrays.stream(Dimension.values())
                        .filter(each -> each.name().equalsIgnoreCase(name)))
                .distinct()
                .limit(2)
                .toList();
        var only = new LinkedHashMap<Dimension, String>();
        for (var dimension : FILTERS) {
            text(query, name(dimension)).ifPresent(value -> only.put(dimension, value));
        }
        return new UsageChoice(
                by.isEmpty() ? List.of(Dimension.DAY, Dimension.DEPLOYMENT) : by,
                text(query, "month").orElse(null),
                text(query, "from").orElse(null),
                text(query, "to").orElse(null),
                only);
    }

    private static Optional<String> text(QueryParameters query, String name) {
        return query.getSingleParameter(name).filter(text -> !text.isBlank());
    }

    static String name(Dimension dimension) {
        return dimension.name().toLowerCase(Locale.ROOT);
    }

    UsageChoice by(List<Dimension> dimensions) {
        return new UsageChoice(dimensions, month, from, to, only);
    }

    UsageChoice month(@Nullable String wanted) {
        return new UsageChoice(by, wanted, null, null, only);
    }

    UsageChoice days(@Nullable String first, @Nullable String last) {
        return new UsageChoice(by, null, first, last, only);
    }

    UsageChoice only(Dimension dimension, @Nullable String value) {
        var narrowed = new LinkedHashMap<>(only);
        if (value == null) {
            narrowed.remove(dimension);
        } else {
            narrowed.put(dimension, value);
        }
        return new UsageChoice(by, month, from, to, narrowed);
    }

    /// Without a question mark.
    String query() {
        var parts = new ArrayList<String>();
        by.forEach(dimension -> parts.add("by=" + name(dimension)));
        add(parts, "month", month);
        add(parts, "from", from);
        add(parts, "to", to);
        FILTERS.forEach(dimension -> add(parts, name(dimension), only.get(dimension)));
        return parts.stream().collect(Collectors.joining("&"));
    }

    private static void add(List<String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    UsageSplit ask(UsageApi usage) {
        return usage.split(
                names(),
                month,
                from,
                to,
                only.get(Dimension.DEPLOYMENT),
                only.get(Dimension.KEY),
                only.get(Dimension.LABEL),
                only.get(Dimension.CHIP),
                only.get(Dimension.BUCKET));
    }

    String csv(UsageApi usage) {
        return usage.csv(
                names(),
                month,
                from,
                to,
                only.get(Dimension.DEPLOYMENT),
                only.get(Dimension.KEY),
                only.get(Dimension.LABEL),
                only.get(Dimension.CHIP),
                only.get(Dimension.BUCKET));
    }

    private List<String> names() {
        return by.stream().map(Dimension::name).toList();
    }
}
