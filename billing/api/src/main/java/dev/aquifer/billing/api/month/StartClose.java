package dev.aquifer.billing.api.month;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// @param month that has ended, e.g. 2026-10, @param reason for closing it now; kept
public record StartClose(
        @NotNull String month, @NotBlank @Size(max = 500) String reason) {}
