package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import java.util.UUID;

/// @param requirement code of the requirement that it supports, @param sha256 of the file, lower-case hexadecimal
public record EvidenceView(
        UUID id,
        String requirement,
        String fileName,
        String mediaType,
        long bytes,
        String sha256,
        Instant addedAt,
        String addedBy) {}
