package dev.aquifer.billing.api.usage;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

public record SetLabel(
        @NotBlank @Size(max = 40) @Pattern(
                regexp = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/=-]*",
                message = "label must begin with a letter or a digit and may go on with these, spaces and . _ : / = -")
        @Schema(examples = "team-search")
        String label) {}
