package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// The assessor's finding on one point of the checklist.
public record SaveCheck(
        @NotNull @Pattern(regexp = "[A-Z][A-Z_]*") @Size(max = 60) String code,

        @NotNull Boolean ticked,
        @NotNull @Size(max = 500) String note) {}
