package dev.aquifer.billing.api.payment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param organisation to which the money belongs, @param month the bill that it pays; null: prepaid
public record MatchBankPayment(
        @NotNull UUID organisation,

        @Pattern(regexp = "\\d{4}-(0[1-9]|1[0-2])") @Nullable String month) {}
