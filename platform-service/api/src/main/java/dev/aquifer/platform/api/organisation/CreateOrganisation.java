package dev.aquifer.platform.api.organisation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// @param slug short name for addresses: 3 to 40 of `a-z 0-9 -`, starts with a letter, unique over the platform
/// @param creditCode unified social credit code, 18 characters, its check character verified by GB 32100; may be left
/// out
public record CreateOrganisation(
        @NotBlank @Size(max = 100) @Schema(examples = "Tern Models")
        String name,

        @NotNull @Pattern(regexp = "[a-z](?:[a-z0-9]|-(?=[a-z0-9])){2,39}") @Schema(examples = "tern-models")
        String slug,

        @Nullable @Schema(examples = "91310000MA1FL0000N") String creditCode) {}
