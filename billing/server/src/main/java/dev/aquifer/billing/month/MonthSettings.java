package dev.aquifer.billing.month;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;

/// When months are closed, and who issues the bills.
@ConfigMapping(prefix = "aquifer.month")
public interface MonthSettings {

    /// So long after its end a month waits for stragglers before it is closed.
    @WithDefault("48H")
    Duration grace();

    /// Whether months are closed by themselves. An operator can close them in any case.
    @WithDefault("true")
    boolean automatic();

    /// A bill of more than so many times the median of up to three bills before it waits for an operator.
    @WithDefault("5")
    @Min(2) int conspicuousTimes();

    /// A bill of up to so much, in CNY before subsidy and VAT, never waits.
    @WithDefault("10000.00")
    @DecimalMin("0") BigDecimal conspicuousFrom();

    /// Name of the company that issues the bills; it stands on each.
    @WithDefault("Aquifer")
    @NotBlank @Size(max = 120) String issuer();
}
