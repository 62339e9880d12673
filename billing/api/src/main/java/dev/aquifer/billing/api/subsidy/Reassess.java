package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;

/// @param ratio from that instant of service on; 0 gives nothing more, @param from may lie in the past
public record Reassess(
        @NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal ratio,
        @NotNull Instant from,
        @NotBlank @Size(max = 2000) String reasons) {}
