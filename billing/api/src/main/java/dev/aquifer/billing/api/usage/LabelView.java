package dev.aquifer.billing.api.usage;

import java.time.Instant;
import java.util.UUID;

/// The label of a key or a deployment, as it is now. It counts for past usage too.
public record LabelView(Labelled kind, UUID subject, String label, Instant changedAt) {}
