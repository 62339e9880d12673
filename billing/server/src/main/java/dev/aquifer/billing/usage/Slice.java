package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The smallest piece that is ever shown alone: a charge's part with its share of the charge's money. Since every
/// split adds up the same slices, all splits agree to the fen.
///
/// @param label of the key, or else of the deployment
record Slice(Cost cost, Part part, @Nullable String label, Money net, Money subsidy) {

    static final String PLAYGROUND = "playground";

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx");
    private static final int SCALE = 6;

    /// R8: the charge's rounded money over its parts, by weight.
    static List<Slice> of(Cost cost, List<Part> parts, Labels.Known labels) {
        List<BigDecimal> weights = parts.stream().map(Part::weight).toList();
        List<Money> nets = share(cost.net(), weights);
        List<Money> subsidies = share(cost.subsidy(), weights);
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            slices.add(new Slice(cost, part, labels.of(part.key(), cost.deployment()), nets.get(i), subsidies.get(i)));
        }
        return slices;
    }

    /// The parts of what has no facts of its own: a lease by its hours, anything else whole.
    static List<Part> whole(Cost cost, boolean byHour) {
        if (!byHour || !cost.rented() || !cost.from().isBefore(cost.until())) {
            return List.of(new Part(
                    cost.from().truncatedTo(ChronoUnit.HOURS),
                    null,
                    cost.chip(),
                    BigDecimal.ONE,
                    cost.quantity(),
                    0,
                    0));
        }
        BigDecimal micros = BigDecimal.valueOf(cost.from().until(cost.until(), ChronoUnit.MICROS));
        List<Part> parts = new ArrayList<>();
        BigDecimal given = BigDecimal.ZERO;
        Instant from = cost.from();
        while (from.isBefore(cost.until())) {
            Instant hour = from.truncatedTo(ChronoUnit.HOURS);
            Instant end = hour.plus(Duration.ofHours(1));
            Instant until = end.isBefore(cost.until()) ? end : cost.until();
            BigDecimal sum = cost.quantity()
                    .multiply(BigDecimal.valueOf(cost.from().until(until, ChronoUnit.MICROS)))
                    .divide(micros, SCALE, RoundingMode.DOWN);
            BigDecimal upToHere = until.equals(cost.until()) ? cost.quantity() : sum;
            parts.add(new Part(
                    hour,
                    null,
                    cost.chip(),
                    BigDecimal.valueOf(from.until(until, ChronoUnit.MICROS)),
                    upToHere.subtract(given),
                    0,
                    0));
            given = upToHere;
            from = until;
        }
        return parts;
    }

    @Nullable String value(Dimension dimension) {
        return switch (dimension) {
            case DAY -> cost.day().toString();
            case HOUR ->
                part.hour() == null
                        ? null
                        : part.hour().atZone(ServiceTime.ZONE).format(HOUR);
            case DEPLOYMENT -> text(cost.deployment());
            case KEY -> Rollups.PLAYGROUND.equals(part.key()) ? PLAYGROUND : text(part.key());
            case LABEL -> label;
            case CHIP -> part.chip();
            case BUCKET -> cost.bucket();
        };
    }

    @Nullable String name(Dimension dimension) {
        return dimension == Dimension.DEPLOYMENT && !cost.deploymentName().isEmpty()
                ? cost.deploymentName()
                : value(dimension);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static List<Money> share(Money sum, List<BigDecimal> weights) {
        return weights.size() == 1 ? List.of(sum) : Rounding.share(sum, weights);
    }
}
