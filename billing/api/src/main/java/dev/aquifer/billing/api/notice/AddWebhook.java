package dev.aquifer.billing.api.notice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param url http or https; its host must not lie inside a private network
public record AddWebhook(
        @NotBlank @Size(max = 500) @Schema(examples = "https://tern.example/aquifer")
        String url) {}
