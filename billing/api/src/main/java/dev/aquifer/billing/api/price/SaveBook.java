package dev.aquifer.billing.api.price;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A draft, whole.
///
/// @param version name of the book for good; of a contract it begins with `C-`, of the public book it does not
/// @param organisation whose contract it is; null: the public book
/// @param from a future instant when it is published
/// @param until exclusive; null: until another follows
/// @param revision that was read; 0 for a new draft
public record SaveBook(
        @NotBlank @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}") @Schema(examples = "2027-01")
        String version,

        @NotBlank @Size(max = 200) String title,
        @Nullable UUID organisation,
        @NotNull Instant from,
        @Nullable Instant until,
        @NotBlank @Schema(examples = "CNY") String currency,
        @NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal vatRate,
        int revision,
        @NotNull @Valid @Size(max = 5000) List<@NotNull @Valid PriceEntry> entries) {
    public SaveBook {
        entries = List.copyOf(entries);
    }
}
