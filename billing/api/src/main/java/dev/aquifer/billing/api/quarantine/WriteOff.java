package dev.aquifer.billing.api.quarantine;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// @param reason why the fact will never be billed; kept with it and in the audit log
public record WriteOff(@NotBlank @Size(max = 500) String reason) {}
