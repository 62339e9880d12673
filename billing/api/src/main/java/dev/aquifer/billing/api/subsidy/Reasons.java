package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// Why somebody does something; the one whom it concerns reads it.
public record Reasons(@NotBlank @Size(max = 2000) String reasons) {}
