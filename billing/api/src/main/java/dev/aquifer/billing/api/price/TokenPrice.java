package dev.aquifer.billing.api.price;

import java.math.BigDecimal;

/// @param pricePerMillion CNY per million tokens of the bucket, without VAT
public record TokenPrice(String modelSlug, Bucket bucket, BigDecimal pricePerMillion) {}
