package dev.aquifer.billing.api.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// @param upTo in chip-hours, tokens or GiB-hours; the boundary itself belongs to this tier; null: without end (the
/// last)
/// @param price CNY per unit of the SKU, without VAT
public record PriceTier(@Nullable BigDecimal upTo, BigDecimal price) {}
