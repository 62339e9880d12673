package dev.aquifer.platform.api.deployment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param name what callers pass as `model`: 3 to 40 of `a-z 0-9 - .`, unique in the organisation and unlike every
/// shared model
/// @param replicas 1 to 8, one chip each
public record CreateDeployment(
        @NotNull @Pattern(regexp = "[a-z](?:[a-z0-9.]|-(?=[a-z0-9])){2,39}") @Schema(examples = "my-lexicon")
        String name,

        @NotNull UUID model,
        @NotNull UUID pool,
        @Min(1) @Max(8) @Schema(examples = "1") int replicas) {}
