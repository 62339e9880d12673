package dev.aquifer.billing.api.invoice;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// @param net by so much the invoice is reversed, above zero, at most what is left of it
/// @param reason e.g. the credit note
public record RedLetter(
        @NotNull Money net, @NotBlank @Size(max = 500) String reason) {}
