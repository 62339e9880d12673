package dev.aquifer.platform.model;

import dev.aquifer.platform.api.model.MemoryPart;
import java.util.ArrayList;
import java.util.List;

/// How much memory one replica needs: a sum of parts, each with its arithmetic written out. An estimate from the
/// header, on the safe side of what llama.cpp sets aside with 16-bit keys and values.
final class MemoryEstimate {
    private static final int BATCH_TOKENS = 512;
    private static final long MIB = 1L << 20;

    /// What the parts are computed from.
    ///
    /// @param layers, kvHeads, keyLength, valueLength: 0 where the model keeps no keys and values
    /// @param contextLength tokens of one request, @param parallel requests at once
    record Shape(
            long fileBytes,
            int layers,
            int kvHeads,
            int keyLength,
            int valueLength,
            int embeddingLength,
            int contextLength,
            int parallel,
            boolean embedding) {}

    private MemoryEstimate() {}

    static List<MemoryPart> of(Shape shape) {
        List<MemoryPart> parts = new ArrayList<>();
        parts.add(new MemoryPart("weights", shape.fileBytes(), "size of the file: " + shape.fileBytes() + " B"));
        if (shape.kvHeads() > 0) {
            parts.add(keysAndValues(shape));
        }
        parts.add(new MemoryPart(
                "compute",
                16L * 4 * BATCH_TOKENS * shape.embeddingLength(),
                "16 buffers × 4 B × " + BATCH_TOKENS + " tokens of a batch × " + shape.embeddingLength()));
        long overhead = (shape.embedding() ? 400 : 160) * MIB;
        parts.add(new MemoryPart("overhead", overhead, (overhead / MIB) + " MiB for the engine itself, measured"));
        return parts;
    }

    private static MemoryPart keysAndValues(Shape shape) {
        long elements = (long) shape.layers() * shape.kvHeads() * (shape.keyLength() + shape.valueLength());
        String each = shape.keyLength() == shape.valueLength()
                ? "2 × " + shape.layers() + " layers × " + shape.kvHeads() + " KV heads × " + shape.keyLength()
                : shape.layers() + " layers × " + shape.kvHeads() + " KV heads × (" + shape.keyLength() + " + "
                        + shape.valueLength() + ")";
        return new MemoryPart(
                "kv-cache",
                elements * 2 * shape.contextLength() * shape.parallel(),
                each + " × 2 B × " + shape.contextLength() + " tokens × " + shape.parallel() + " requests at once");
    }

    static long sum(List<MemoryPart> parts) {
        return parts.stream().mapToLong(MemoryPart::bytes).sum();
    }
}
