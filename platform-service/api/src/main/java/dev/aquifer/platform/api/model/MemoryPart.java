package dev.aquifer.platform.api.model;

/// One part of a memory estimate.
///
/// @param name `weights`, `kv-cache`, `compute`, `overhead`
/// @param formula the arithmetic written out with its numbers, e.g. `2 × 6 layers × 4 KV heads × 64 × 2 B × 512
///     tokens × 8 slots`
public record MemoryPart(String name, long bytes, String formula) {}
