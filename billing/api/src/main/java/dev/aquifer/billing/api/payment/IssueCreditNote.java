package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/// @param amount above zero and at most what is left of the charge's net
public record IssueCreditNote(
        @NotNull UUID charge,
        @NotNull Money amount,
        @NotBlank @Size(max = 500) String reason) {}
