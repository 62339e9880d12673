package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.api.usage.UsageFigures;
import dev.aquifer.billing.api.usage.UsagePart;
import dev.aquifer.billing.api.usage.UsageSplit;
import dev.aquifer.billing.money.ServiceTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds slices up to a split. Pure.
final class Splitting {

    private Splitting() {}

    /// @param most parts; what is left off is summed up in the rest
    static UsageSplit of(Query query, List<Slice> slices, int most) {
        Map<List<String>, Sum> sums = new LinkedHashMap<>();
        Sum total = new Sum(List.of());
        for (Slice slice : slices) {
            if (query.keeps(slice)) {
                List<String> values = values(query, slice);
                sums.computeIfAbsent(values, _ -> new Sum(names(query, slice))).add(query, slice);
                total.add(query, slice);
            }
        }
        List<UsagePart> parts = sums.entrySet().stream()
                .map(sum -> new UsagePart(
                        sum.getKey(), sum.getValue().names, sum.getValue().figures()))
                .filter(part -> !part.figures().equals(UsageFigures.NONE))
                .sorted(order(query))
                .toList();
        List<UsagePart> shown = parts.subList(0, Math.min(most, parts.size()));
        Sum rest = new Sum(List.of());
        parts.subList(shown.size(), parts.size()).forEach(part -> rest.add(part.figures()));
        return new UsageSplit(
                query.period() instanceof Period.Bill(var month) ? month : null,
                query.period() instanceof Period.Days(var from, var _) ? from : null,
                query.period() instanceof Period.Days(var _, var to) ? to : null,
                ServiceTime.ZONE.getId(),
                countedThrough(slices),
                query.by(),
                shown,
                parts.size() - shown.size(),
                rest.figures(),
                total.figures());
    }

    private static @Nullable Instant countedThrough(List<Slice> slices) {
        return slices.stream()
                .map(slice -> slice.cost().changedAt())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static List<String> values(Query query, Slice slice) {
        List<String> values = new ArrayList<>();
        query.by().forEach(dimension -> values.add(orEmpty(slice.value(dimension))));
        return values;
    }

    private static List<String> names(Query query, Slice slice) {
        List<String> names = new ArrayList<>();
        query.by().forEach(dimension -> names.add(orEmpty(slice.name(dimension))));
        return names;
    }

    /// Time goes on; all else by what it costs.
    private static Comparator<UsagePart> order(Query query) {
        Comparator<UsagePart> order = Comparator.comparingInt(_ -> 0);
        for (int i = 0; i < query.by().size(); i++) {
            int at = i;
            if (query.by().get(i) == Dimension.DAY || query.by().get(i) == Dimension.HOUR) {
                order = order.thenComparing(part -> part.values().get(at));
            }
        }
        order = order.thenComparing(part -> part.figures().net(), Collections.reverseOrder())
                .thenComparing(part -> part.figures().tokens(), Collections.reverseOrder())
                .thenComparing(part -> part.figures().chipSeconds(), Collections.reverseOrder());
        for (int i = 0; i < query.by().size(); i++) {
            int at = i;
            order = order.thenComparing(part -> part.values().get(at));
        }
        return order;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Confined to one split.
    private static final class Sum {
        private final List<String> names;
        private BigDecimal tokens = BigDecimal.ZERO;
        private BigDecimal chipSeconds = BigDecimal.ZERO;
        private long requests;
        private Money net = Money.ZERO;
        private Money subsidy = Money.ZERO;

        Sum(List<String> names) {
            this.names = names;
        }

        void add(Query query, Slice slice) {
            if (slice.cost().tokens()) {
                tokens = tokens.add(slice.part().quantity());
            } else if (slice.cost().rented()) {
                chipSeconds = chipSeconds.add(slice.part().quantity());
            }
            requests += query.requests(slice);
            net = net.plus(slice.net());
            subsidy = subsidy.plus(slice.subsidy());
        }

        void add(UsageFigures more) {
            tokens = tokens.add(more.tokens());
            chipSeconds = chipSeconds.add(more.chipSeconds());
            requests += more.requests();
            net = net.plus(more.net());
            subsidy = subsidy.plus(more.subsidy());
        }

        UsageFigures figures() {
            return new UsageFigures(plain(tokens), plain(chipSeconds), requests, net, subsidy, net.minus(subsidy));
        }

        private static BigDecimal plain(BigDecimal quantity) {
            BigDecimal stripped = quantity.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }
}
