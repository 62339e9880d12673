package dev.aquifer.platform.api.organisation;

import jakarta.validation.constraints.NotNull;

public record ChangeRole(@NotNull Role role) {}
