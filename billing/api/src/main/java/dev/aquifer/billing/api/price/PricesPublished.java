package dev.aquifer.billing.api.price;

/// Fact on `prices.v1`, type `dev.aquifer.prices.published.v1`: the price book in force, whole.
public record PricesPublished(PriceBookView book) {
    public static final String TYPE = "dev.aquifer.prices.published.v1";
}
