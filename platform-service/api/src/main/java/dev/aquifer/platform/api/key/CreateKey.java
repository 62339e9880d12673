package dev.aquifer.platform.api.key;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// @param expiresInDays 1 to 365; 180 is usual
/// @param scopes what the key may be used for, at least one; left out: `inference` alone
public record CreateKey(
        @NotBlank @Size(max = 60) @Schema(examples = "laptop")
        String name,

        @Min(1) @Max(365) @Schema(examples = "180") int expiresInDays,

        @Nullable @Size(min = 1, message = "must name at least one of inference, manage, billing:read") Set<@NotNull KeyScope> scopes) {}
