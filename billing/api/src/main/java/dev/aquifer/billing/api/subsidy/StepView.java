package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step in the life of an application, a grant, a clawback, a programme or a claim.
///
/// @param action e.g. `application.submitted`, @param by the person's name; `system` if nobody's hand did it
public record StepView(
        Instant at, String action, String by, @Nullable String detail) {}
