package dev.aquifer.platform.model;

/// In which form a model's weights are there.
enum Format {
    GGUF,
    SAFETENSORS,
    ONNX
}
