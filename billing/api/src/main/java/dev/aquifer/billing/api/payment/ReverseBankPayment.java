package dev.aquifer.billing.api.payment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// @param reason what was wrong; kept
public record ReverseBankPayment(@NotBlank @Size(max = 500) String reason) {}
