package dev.aquifer.billing.api.price;

import java.math.BigDecimal;

/// @param pricePerChipHour CNY without VAT
public record ChipPrice(String chipType, BigDecimal pricePerChipHour) {}
