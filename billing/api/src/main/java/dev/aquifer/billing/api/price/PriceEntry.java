package dev.aquifer.billing.api.price;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One line of a price book: what it is for, and how it is priced. Prices are in CNY without VAT.
///
/// @param item chip type, model slug, class of storage, or a fee's name; `*` in a contract: all of the kind (model
/// LIST only)
/// @param bucket of tokens; null for all else
/// @param pool only for leases of this pool; null: of all pools
/// @param price per chip-hour, million tokens or GiB-day; of a package; a fee's amount
/// @param tiers of GRADUATED and VOLUME, lowest first, the last without end
/// @param size of a package, or what is reserved a month; chip-hours, tokens or GiB-hours
/// @param overage price per unit beyond a package or a reservation
/// @param termFrom, @param termTo first and last month of a reservation
/// @param minimum CNY a month that the use of this SKU must come to; the gap is a fee
/// @param discount rate that is taken off the list amount, e.g. 0.15
public record PriceEntry(
        @NotNull SkuKind kind,

        @NotBlank @Size(max = 100) @Schema(examples = "huawei-ascend-910b4")
        String item,

        @Nullable Bucket bucket,
        @Nullable UUID pool,
        @NotNull PriceModel model,
        @Nullable BigDecimal price,
        @Nullable List<PriceTier> tiers,
        @Nullable BigDecimal size,
        @Nullable BigDecimal overage,
        @Nullable YearMonth termFrom,
        @Nullable YearMonth termTo,
        @Nullable Money minimum,
        @Nullable BigDecimal discount) {
    public PriceEntry {
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
    }

    public static PriceEntry perUnit(SkuKind kind, String item, @Nullable Bucket bucket, BigDecimal price) {
        return new PriceEntry(
                kind, item, bucket, null, PriceModel.PER_UNIT, price, null, null, null, null, null, null, null);
    }
}
