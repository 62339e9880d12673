package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// @param account bank account to which the money is to go
public record AskRefund(
        @NotNull Money amount,
        @NotBlank @Size(max = 200) String account,
        @NotBlank @Size(max = 500) String reason) {}
