package dev.aquifer.billing.standing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.List;

/// How much credit an organisation has.
@ConfigMapping(prefix = "aquifer.standing")
public interface StandingSettings {

    /// CNY that a new organisation may use before it pays.
    @WithDefault("1000.00")
    @DecimalMin("0") BigDecimal creditLimit();

    /// Share of the limit; with so much left or less, the standing is LOW.
    @WithDefault("0.20")
    @DecimalMin("0") @DecimalMax("1") BigDecimal lowShare();

    /// Percent of limit and prepaid; each is told to the organisation once when so much is used or held back.
    @WithDefault("50,80,95")
    List<@Min(1) @Max(100) Integer> warnAt();
}
