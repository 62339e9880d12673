package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// @param month the bill, @param amount above zero and at most what is open of it
public record WriteOff(
        @NotNull @Pattern(regexp = "\\d{4}-(0[1-9]|1[0-2])") String month,
        @NotNull Money amount,
        @NotBlank @Size(max = 500) String reason) {}
