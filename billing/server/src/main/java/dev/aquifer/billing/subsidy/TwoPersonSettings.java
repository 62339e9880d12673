package dev.aquifer.billing.subsidy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.math.BigDecimal;

/// When one assessor is not enough. A revocation always needs two.
@ConfigMapping(prefix = "aquifer.subsidy.two-person")
public interface TwoPersonSettings {

    /// An approval that may pay more CNY than this needs a second assessor.
    @WithDefault("1000000.00")
    @DecimalMin("0") BigDecimal amount();

    /// An approval of a higher ratio than this needs a second assessor.
    @WithDefault("0.20")
    @DecimalMin("0") @DecimalMax("1") BigDecimal ratio();
}
