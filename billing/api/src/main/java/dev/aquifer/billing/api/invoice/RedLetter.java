package dev.aquifer.billing.api.invoice;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param net by so much the invoice is reversed, above zero: what the credit note takes off, or all that is left
/// @param creditNote on a charge of the invoice's bill; null to reverse all that is left, e.g. for a wrong buyer
/// @param reason in words
public record RedLetter(
        @NotNull Money net,
        @Nullable UUID creditNote,
        @NotBlank @Size(max = 500) String reason) {}
