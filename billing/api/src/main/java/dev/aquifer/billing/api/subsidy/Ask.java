package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// A question to the applicant, or the answer to one.
public record Ask(@NotBlank @Size(max = 2000) String text) {}
