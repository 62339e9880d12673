package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.SkuKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a price is for.
///
/// @param item chip type, model slug, class of storage or a fee's name, @param pool null: any
public record Sku(
        SkuKind kind,
        String item,
        @Nullable Bucket bucket,
        @Nullable UUID pool) {

    static final String ALL = "*";

    public static Sku tokens(String modelSlug, Bucket bucket) {
        return new Sku(SkuKind.TOKENS, modelSlug, bucket, null);
    }

    /// @param training true if a training job holds the chips
    public static Sku chips(String chipType, @Nullable UUID pool, boolean training) {
        return new Sku(training ? SkuKind.TRAINING : SkuKind.LEASE, chipType, null, pool);
    }

    public static Sku storage(String item) {
        return new Sku(SkuKind.STORAGE, item, null, null);
    }

    public static Sku of(PriceEntry entry) {
        return new Sku(entry.kind(), entry.item(), entry.bucket(), entry.pool());
    }

    Sku ofAnyPool() {
        return new Sku(kind, item, bucket, null);
    }

    Sku ofAllItems() {
        return new Sku(kind, ALL, null, null);
    }

    Sku as(SkuKind other) {
        return new Sku(other, item, bucket, pool);
    }

    /// In words, e.g. `TOKENS aquifer-lexicon-6m OUTPUT`; different for different SKUs.
    @Override
    public String toString() {
        return kind + " " + item + (bucket == null ? "" : " " + bucket) + (pool == null ? "" : " " + pool);
    }
}
