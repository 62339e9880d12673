package dev.aquifer.platform.model;

import dev.aquifer.platform.api.model.ModelKind;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A model as a deployment needs it.
///
/// @param organisation who has it: the operator for the catalogue
/// @param contextLength tokens of one request, @param parallel requests at once that a replica is started for
/// @param file the weights; null if they come with the engine, which then knows them by the slug
public record ServableModel(
        UUID id,
        UUID organisation,
        String slug,
        String name,
        ModelKind kind,
        boolean demonstration,
        int contextLength,
        int parallel,
        @Nullable Path file) {}
