package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// @param amount above zero, @param month the bill that is to be paid; null for a top-up
public record AskTransfer(
        @NotNull Money amount,

        @Pattern(regexp = "\\d{4}-(0[1-9]|1[0-2])") @Nullable String month) {}
