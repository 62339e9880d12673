package dev.aquifer.platform.api.organisation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param doneAt when it was done first; null while it is open
public record StepView(Step step, @Nullable Instant doneAt) {}
