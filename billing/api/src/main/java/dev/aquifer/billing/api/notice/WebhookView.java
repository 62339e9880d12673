package dev.aquifer.billing.api.notice;

import java.time.Instant;
import java.util.UUID;

public record WebhookView(UUID id, String url, String addedBy, Instant addedAt) {}
