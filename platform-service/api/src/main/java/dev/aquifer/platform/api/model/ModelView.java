package dev.aquifer.platform.api.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param slug name for addresses and prices, e.g. `aquifer-lexicon-6m`
/// @param own true for an upload of the caller's organisation, false for the operator's catalogue
/// @param demonstration true for the starter model, whose answers are mostly wrong; screens must say so
/// @param contextLength tokens, prompt and answer together
/// @param quantisation as the file's header names it, e.g. `Q8_0`
public record ModelView(
        UUID id,
        String slug,
        String name,
        ModelKind kind,
        boolean own,
        boolean demonstration,
        String architecture,
        @Nullable Long parameters,
        int contextLength,
        @Nullable String quantisation,
        long fileBytes,
        String sha256,
        @Nullable String licence,
        Instant createdAt) {}
