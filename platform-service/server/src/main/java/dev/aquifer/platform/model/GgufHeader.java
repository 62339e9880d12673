package dev.aquifer.platform.model;

import org.jspecify.annotations.Nullable;

/// What the platform needs to know of a GGUF file, read from its header and verified.
///
/// @param parameters elements of all tensors
/// @param contextLength tokens that the model was made for
/// @param quantisation as `general.file_type` names it, else the type of the most elements
/// @param layers `block_count`
/// @param kvHeads heads whose keys and values are kept, the widest layer counting; 0 for models without attention
/// @param keyLength elements of a key, @param valueLength of a value
/// @param chatTemplate whether the file brings its own; without one the engine uses ChatML
record GgufHeader(
        String architecture,
        @Nullable String name,
        @Nullable String licence,
        long parameters,
        int contextLength,
        String quantisation,
        int layers,
        int kvHeads,
        int keyLength,
        int valueLength,
        int embeddingLength,
        boolean chatTemplate) {}
