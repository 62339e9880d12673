package dev.aquifer.billing.month;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
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

    /// Name of the company that issues the bills; it stands on each.
    @WithDefault("Aquifer")
    @NotBlank @Size(max = 120) String issuer();
}
