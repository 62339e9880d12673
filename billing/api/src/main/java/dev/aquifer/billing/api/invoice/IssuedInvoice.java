package dev.aquifer.billing.api.invoice;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;

/// @param number of the tax system, 8 to 20 digits, @param issuedOn its date
public record IssuedInvoice(
        @NotNull @Pattern(regexp = "[0-9]{8,20}", message = "number must be 8 to 20 digits") String number,

        @NotNull LocalDate issuedOn) {}
