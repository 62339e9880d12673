package dev.aquifer.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.api.price.PricesPublished;
import dev.aquifer.billing.api.price.TokenPrice;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Prices of one organisation beside those of the public book.
class OwnPricesTest {
    private static final UUID GULL = new UUID(0, 77);
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);

    @Test
    void an_organisations_own_prices_hold_until_their_end_and_for_it_alone() throws IOException {
        // given
        Facts facts = new Facts();
        facts.take(Topics.PRICES, 0, "prices", Given.bytes(prices("2026-01", "8.00", null)));
        facts.take(Topics.PRICES, 1, Given.TERN.toString(), Given.bytes(prices("C-tern", "6.00", END)));

        // when
        Snapshot snapshot = facts.snapshot();

        // then
        assertThat(output(snapshot.prices(Given.TERN, NOW))).isEqualByComparingTo("6.00");
        assertThat(output(snapshot.prices(Given.TERN, END))).isEqualByComparingTo("8.00");
        assertThat(output(snapshot.prices(GULL, NOW))).isEqualByComparingTo("8.00");
    }

    @Test
    void they_outlive_a_restart_and_a_file_from_before_them_is_read() throws IOException {
        // given
        Facts facts = new Facts();
        facts.take(Topics.PRICES, 0, Given.TERN.toString(), Given.bytes(prices("C-tern", "6.00", null)));
        String kept = Facts.JSON.writeValueAsString(facts.kept());

        // then
        Facts again = new Facts(Facts.JSON.readValue(kept, Facts.Kept.class));
        assertThat(output(again.snapshot().prices(Given.TERN, NOW))).isEqualByComparingTo("6.00");

        // and
        String before = "{\"keys\":{},\"routes\":{},\"standings\":{},\"prices\":null,\"positions\":{}}";
        Facts old = new Facts(Facts.JSON.readValue(before, Facts.Kept.class));
        assertThat(old.snapshot().prices(Given.TERN, NOW)).isNull();
    }

    private static PricesPublished prices(String version, String output, @Nullable Instant until) {
        return new PricesPublished(new PriceBookView(
                version,
                Instant.EPOCH,
                until,
                "CNY",
                new BigDecimal("0.06"),
                List.of(),
                List.of(new TokenPrice("m", Bucket.OUTPUT, new BigDecimal(output)))));
    }

    private static @Nullable BigDecimal output(Snapshot.@Nullable Prices prices) {
        return Objects.requireNonNull(prices)
                .perMillion()
                .getOrDefault("m", Map.of())
                .get(Bucket.OUTPUT);
    }
}
