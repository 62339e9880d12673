package dev.aquifer.billing.idempotency;

import java.util.UUID;

/// What an idempotency key stands for.
record Command(UUID organisation, String person, String path, String key) {}
