package dev.aquifer.billing.api.standing;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

public record SetCreditLimit(
        @NotNull Money creditLimit,
        @NotBlank @Size(max = 500) String reason) {}
