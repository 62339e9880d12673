package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param period that the claim is for, in words of the programme, e.g. `2026-Q4` or `2026-11`
public record OpenClaim(
        @NotNull UUID programme,

        @NotNull @Pattern(regexp = "[0-9A-Za-z-]{4,20}", message = "must be 4 to 20 letters, digits or hyphens") @Schema(examples = "2026-Q4")
        String period) {}
