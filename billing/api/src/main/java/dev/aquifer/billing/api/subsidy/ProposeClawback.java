package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// @param from instant of service from which the grant is revoked, @param reasons that the organisation reads
public record ProposeClawback(
        @NotNull Instant from, @NotBlank @Size(max = 2000) String reasons) {}
