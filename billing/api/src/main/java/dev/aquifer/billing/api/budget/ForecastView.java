package dev.aquifer.billing.api.budget;

import dev.aquifer.billing.api.Money;

/// Where the month may end: what is spent, and for each day that is left the usual cost of a day.
///
/// @param likely by the median of the last days, @param low, @param high by their lower and upper quartile
/// @param days how many days it goes by; with fewer than three the range is only what is spent and twice the likely
/// rest
public record ForecastView(Money low, Money likely, Money high, int days) {}
