package dev.aquifer.billing.api.price;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// @param revision of the draft that was read, @param reason goes into the audit log
public record PublishBook(
        int revision, @NotBlank @Size(max = 500) String reason) {}
