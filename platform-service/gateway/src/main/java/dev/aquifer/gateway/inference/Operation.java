package dev.aquifer.gateway.inference;

import dev.aquifer.platform.api.model.ModelKind;

/// The chargeable calls.
enum Operation {
    CHAT("chat.completions", "/v1/chat/completions", ModelKind.CHAT),
    EMBEDDINGS("embeddings", "/v1/embeddings", ModelKind.EMBEDDING);

    final String word;
    final String path;
    final ModelKind kind;

    Operation(String word, String path, ModelKind kind) {
        this.word = word;
        this.path = path;
        this.kind = kind;
    }

    CallReader reader(byte[] body) {
        return switch (this) {
            case CHAT -> new ChatReader(body);
            case EMBEDDINGS -> new EmbeddingsReader(body);
        };
    }
}
