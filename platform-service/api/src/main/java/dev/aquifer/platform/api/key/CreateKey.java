package dev.aquifer.platform.api.key;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param expiresInDays 1 to 365; 180 is usual
public record CreateKey(
        @NotBlank @Size(max = 60) @Schema(examples = "laptop")
        String name,

        @Min(1) @Max(365) @Schema(examples = "180") int expiresInDays) {}
