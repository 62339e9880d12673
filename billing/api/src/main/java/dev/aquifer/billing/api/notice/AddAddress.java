package dev.aquifer.billing.api.notice;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param language of the mails
public record AddAddress(
        @NotBlank @Email @Size(max = 200) @Schema(examples = "finance@tern.example")
        String address,

        @NotBlank @Pattern(regexp = "zh|en", message = "language must be zh or en") String language) {}
