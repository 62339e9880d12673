package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param terms version of the terms that the person has read and accepts for the organisation
public record AcceptTerms(
        @NotBlank @Size(max = 40) @Schema(examples = "2026-11-01")
        String terms) {}
