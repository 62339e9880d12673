package dev.aquifer.billing.api.invoice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// To whom invoices are made out.
///
/// @param title the buyer's name as registered, @param taxNumber unified social credit code, 15 to 20 digits and
/// capitals
/// @param addressAndPhone, @param bankAndAccount as the buyer wants them printed, @param email for delivery
public record Buyer(
        @NotBlank @Size(max = 100) String title,

        @NotNull @Pattern(regexp = "[0-9A-Z]{15,20}", message = "taxNumber must be 15 to 20 digits and capital letters") String taxNumber,

        @NotNull InvoiceKind kind,
        @Nullable @Size(max = 200) String addressAndPhone,
        @Nullable @Size(max = 200) String bankAndAccount,
        @Nullable @Size(max = 200) String email) {}
