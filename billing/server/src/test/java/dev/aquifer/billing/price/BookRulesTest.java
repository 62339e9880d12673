package dev.aquifer.billing.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.PriceTier;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.problem.Problems.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a book of prices must be like by itself; each fault names its field.
class BookRulesTest {

    private static final UUID TERN = new UUID(0, 1);
    private static final Instant JANUARY = Instant.parse("2030-12-31T16:00:00Z");
    private static final YearMonth FIRST = YearMonth.of(2031, 1);

    @Test
    void every_model_that_is_whole_is_taken() {
        assertThat(faults(
                        tokens(PriceModel.PER_UNIT, "8", null, null),
                        chips(PriceModel.RESERVED, "5", "100", "6", FIRST, FIRST.plusMonths(11)),
                        fee(PriceModel.FLAT, "100"),
                        new PriceEntry(
                                SkuKind.LEASE,
                                "*",
                                null,
                                null,
                                PriceModel.LIST,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                decimal("0.15"))))
                .isEmpty();
        assertThat(faults(tiered(PriceModel.GRADUATED, tier("10", "2"), tier(null, "1"))))
                .isEmpty();
        assertThat(faults(tiered(PriceModel.VOLUME, tier("10", "2"), tier("20", "0"), tier(null, "3"))))
                .isEmpty();
        assertThat(faults(tokens(PriceModel.PACKAGE, "5", "10000", null))).isEmpty();
        assertThat(faults(tokens(PriceModel.PACKAGE, "5", "10000", "0.01"))).isEmpty();
    }

    @Test
    void tiers_have_no_gap_and_no_overlap() {
        assertThat(faults(tiered(PriceModel.GRADUATED))).containsExactly("entries[0].tiers");
        assertThat(faults(tiered(PriceModel.GRADUATED, tier("10", "2"), tier("10", "1"), tier(null, "1"))))
                .containsExactly("entries[0].tiers[1].upTo");
        assertThat(faults(tiered(PriceModel.VOLUME, tier("10", "2"), tier("5", "1"), tier(null, "1"))))
                .containsExactly("entries[0].tiers[1].upTo");
        assertThat(faults(tiered(PriceModel.VOLUME, tier("10", "2"), tier("20", "1"))))
                .containsExactly("entries[0].tiers[1].upTo");
        assertThat(faults(tiered(PriceModel.VOLUME, tier(null, "2"), tier(null, "1"))))
                .containsExactly("entries[0].tiers[0].upTo");
        assertThat(faults(tiered(PriceModel.VOLUME, tier("0", "2"), tier(null, "1"))))
                .containsExactly("entries[0].tiers[0].upTo");
    }

    @Test
    void absurd_numbers_are_refused_before_anything_is_written() {
        assertThat(faults(tokens(PriceModel.PER_UNIT, "1e999999999", null, null)))
                .containsExactly("entries[0].price");
        assertThat(faults(tokens(PriceModel.PER_UNIT, "-0.01", null, null))).containsExactly("entries[0].price");
        assertThat(faults(tokens(PriceModel.PER_UNIT, "0.00000000001", null, null)))
                .containsExactly("entries[0].price");
        assertThat(faults(tokens(PriceModel.PACKAGE, "5", "1e999999999", null))).containsExactly("entries[0].size");
        assertThat(faults(tokens(PriceModel.PACKAGE, "5", "0", null))).containsExactly("entries[0].size");
        assertThat(faults(tiered(PriceModel.VOLUME, tier("1e999999999", "2"), tier(null, "1"))))
                .containsExactly("entries[0].tiers[0].upTo");
        assertThat(faults(new PriceEntry(
                        SkuKind.LEASE,
                        "nvidia-a10",
                        null,
                        null,
                        PriceModel.PER_UNIT,
                        BigDecimal.ONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Money.of("99999999999999999999.00"),
                        null)))
                .containsExactly("entries[0].minimum");
        assertThat(faults(chips(PriceModel.RESERVED, "5", "100", "6", YearMonth.of(-5, 1), YearMonth.of(999_999, 1))))
                .containsExactly("entries[0].termFrom", "entries[0].termTo");
        assertThat(fields(new SaveBook(
                        "C-1",
                        "t",
                        TERN,
                        Instant.MAX,
                        null,
                        "CNY",
                        decimal("0.06"),
                        0,
                        List.of(fee(PriceModel.FLAT, "1")))))
                .containsExactly("from");
    }

    @Test
    void a_model_has_what_it_needs_and_nothing_else() {
        assertThat(faults(tokens(PriceModel.PER_UNIT, null, null, null))).containsExactly("entries[0].price");
        assertThat(faults(tokens(PriceModel.PER_UNIT, "1", "10", "2")))
                .containsExactly("entries[0].size", "entries[0].overage");
        assertThat(faults(chips(PriceModel.RESERVED, "5", "100", null, null, FIRST)))
                .containsExactly("entries[0].overage", "entries[0].termFrom");
        assertThat(faults(chips(PriceModel.RESERVED, "5", "100", "6", FIRST, FIRST.minusMonths(1))))
                .containsExactly("entries[0].termTo");
    }

    @Test
    void what_is_agreed_with_one_organisation_is_not_in_the_public_book() {
        assertThat(fields(new SaveBook(
                        "2031-01",
                        "t",
                        null,
                        JANUARY,
                        null,
                        "CNY",
                        decimal("0.06"),
                        0,
                        List.of(
                                chips(PriceModel.RESERVED, "5", "100", "6", FIRST, FIRST),
                                fee(PriceModel.FLAT, "1"),
                                new PriceEntry(
                                        SkuKind.LEASE,
                                        "nvidia-a10",
                                        null,
                                        null,
                                        PriceModel.PER_UNIT,
                                        BigDecimal.ONE,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        Money.of("1.00"),
                                        decimal("0.1"))))))
                .contains("entries[0].model", "entries[1].model", "entries[2].minimum", "entries[2].discount")
                .contains("entries[2].item");
    }

    private static List<String> faults(PriceEntry... entries) {
        return fields(
                new SaveBook("C-tern", "t", TERN, JANUARY, null, "CNY", decimal("0.06"), 0, Arrays.asList(entries)));
    }

    private static List<String> fields(SaveBook book) {
        return BookRules.faults(book, Set.of("nvidia-a10")).stream()
                .map(Violation::field)
                .toList();
    }

    private static PriceEntry tokens(
            PriceModel model, @Nullable String price, @Nullable String size, @Nullable String overage) {
        return new PriceEntry(
                SkuKind.TOKENS,
                "m",
                Bucket.OUTPUT,
                null,
                model,
                price == null ? null : decimal(price),
                null,
                size == null ? null : decimal(size),
                overage == null ? null : decimal(overage),
                null,
                null,
                null,
                null);
    }

    private static PriceEntry tiered(PriceModel model, PriceTier... tiers) {
        return new PriceEntry(
                SkuKind.TOKENS,
                "m",
                Bucket.OUTPUT,
                null,
                model,
                null,
                Arrays.asList(tiers),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static PriceEntry chips(
            PriceModel model,
            String price,
            String size,
            @Nullable String overage,
            @Nullable YearMonth from,
            @Nullable YearMonth to) {
        return new PriceEntry(
                SkuKind.LEASE,
                "nvidia-a10",
                null,
                null,
                model,
                decimal(price),
                null,
                decimal(size),
                overage == null ? null : decimal(overage),
                from,
                to,
                null,
                null);
    }

    private static PriceEntry fee(PriceModel model, String price) {
        return new PriceEntry(
                SkuKind.FEE, "support", null, null, model, decimal(price), null, null, null, null, null, null, null);
    }

    private static PriceTier tier(@Nullable String upTo, String price) {
        return new PriceTier(upTo == null ? null : decimal(upTo), decimal(price));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
