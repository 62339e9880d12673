package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.ChipPrice;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.api.price.TokenPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A price book, whole.
///
/// @param until exclusive: where its successor begins; null while there is none
public record PriceBook(
        String version,
        Instant from,
        @Nullable Instant until,
        String currency,
        BigDecimal vatRate,
        List<Chip> chips,
        List<TokenPrice> tokens) {

    /// @param origin `CN` or `other`
    public record Chip(String chipType, String origin, BigDecimal pricePerChipHour) {}

    public PriceBook {
        chips = List.copyOf(chips);
        tokens = List.copyOf(tokens);
    }

    public Optional<Chip> chip(String chipType) {
        return chips.stream().filter(chip -> chip.chipType().equals(chipType)).findFirst();
    }

    /// CNY per million tokens of the bucket.
    public Optional<BigDecimal> tokens(String modelSlug, Bucket bucket) {
        return tokens.stream()
                .filter(token -> token.modelSlug().equals(modelSlug) && token.bucket() == bucket)
                .map(TokenPrice::pricePerMillion)
                .findFirst();
    }

    public boolean inForce(Instant at) {
        return !at.isBefore(from) && (until == null || at.isBefore(until));
    }

    PriceBookView view() {
        return new PriceBookView(
                version,
                from,
                until,
                currency,
                vatRate,
                chips.stream()
                        .map(chip -> new ChipPrice(chip.chipType(), chip.pricePerChipHour()))
                        .toList(),
                tokens);
    }
}
