package dev.aquifer.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the head of a GGUF file says, read and checked before the native code sees the file, whose own message for
/// every fault is "could not load model".
///
/// Format: github.com/ggml-org/ggml, docs/gguf.md. Versions 2 and 3, little-endian.
record GgufFile(
        Path path,
        String architecture,
        int trainedContext,
        boolean sentencePiece,
        @Nullable String chatTemplate,
        int beginToken,
        boolean addBeginToken,
        String beginText,
        String endText) {

    /// Architectures of the native library (llama.cpp b4916) that generate text.
    private static final Set<String> ARCHITECTURES = Set.of(
            "llama",
            "deci",
            "falcon",
            "grok",
            "gpt2",
            "gptj",
            "gptneox",
            "mpt",
            "baichuan",
            "starcoder",
            "refact",
            "bloom",
            "stablelm",
            "qwen",
            "qwen2",
            "qwen2moe",
            "qwen2vl",
            "phi2",
            "phi3",
            "phimoe",
            "plamo",
            "codeshell",
            "orion",
            "internlm2",
            "minicpm",
            "minicpm3",
            "gemma",
            "gemma2",
            "gemma3",
            "starcoder2",
            "mamba",
            "xverse",
            "command-r",
            "cohere2",
            "dbrx",
            "olmo",
            "olmo2",
            "olmoe",
            "openelm",
            "arctic",
            "deepseek",
            "deepseek2",
            "chatglm",
            "bitnet",
            "jais",
            "nemotron",
            "exaone",
            "rwkv6",
            "rwkv6qwen2",
            "rwkv7",
            "arwkv7",
            "granite",
            "granitemoe",
            "chameleon");

    private static final int ALIGNMENT = 32;
    private static final int MOST_DIMENSIONS = 4;

    /// Throws [StartFailure] with one clear line if the file cannot be served.
    static GgufFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new StartFailure("model file not found: " + path);
        }
        try (var in = new GgufInput(path)) {
            return read(path, in);
        } catch (IOException e) {
            throw new StartFailure("model file " + path + ": " + e.getMessage(), e);
        }
    }

    private static GgufFile read(Path path, GgufInput in) throws IOException {
        if (in.size() < 24 || in.int32() != 0x46554747) {
            throw new IOException("invalid magic: this is no GGUF file");
        }
        int version = in.int32();
        if (version != 2 && version != 3) {
            throw new IOException(
                    "GGUF version " + Integer.toUnsignedString(version) + " is not supported (2 and 3 are)");
        }
        long tensors = in.count("tensors");
        long keys = in.count("keys");
        Map<String, Object> values = new HashMap<>();
        long tokensAt = -1;
        for (long i = 0; i < keys; i++) {
            String key = in.string();
            int type = in.int32();
            if (key.equals("tokenizer.ggml.tokens")) {
                tokensAt = in.position();
            }
            Object value = in.value(type);
            if (value != null) {
                values.put(key, value);
            }
        }
        String architecture = text(values, "general.architecture");
        if (architecture == null) {
            throw new IOException("the key general.architecture is missing");
        }
        if (!ARCHITECTURES.contains(architecture)) {
            throw new IOException("unknown model architecture '" + architecture + "'");
        }
        checkTensors(in, tensors, number(values, "general.alignment", ALIGNMENT));
        String tokenizer = text(values, "tokenizer.ggml.model");
        if (tokenizer == null || tokensAt < 0) {
            throw new IOException("the file holds no tokenizer");
        }
        boolean sentencePiece = tokenizer.equals("llama");
        String pre = values.get("tokenizer.ggml.pre") instanceof String name ? name : "";
        int begin = (int) number(values, "tokenizer.ggml.bos_token_id", sentencePiece ? 1 : -1);
        int end = (int) number(values, "tokenizer.ggml.eos_token_id", sentencePiece ? 2 : -1);
        boolean add = values.get("tokenizer.ggml.add_bos_token") instanceof Boolean said
                ? said
                : sentencePiece || pre.startsWith("llama3") || pre.startsWith("llama-");
        return new GgufFile(
                path,
                architecture,
                (int) Math.min(Integer.MAX_VALUE, number(values, architecture + ".context_length", 2048)),
                sentencePiece,
                text(values, "tokenizer.chat_template"),
                begin,
                add && begin >= 0,
                in.token(tokensAt, begin),
                in.token(tokensAt, end));
    }

    /// Every tensor must lie within the file: a cut file is the commonest fault of an upload.
    private static void checkTensors(GgufInput in, long tensors, long alignment) throws IOException {
        if (alignment <= 0 || alignment > 1 << 20) {
            throw new IOException("general.alignment is out of range");
        }
        long end = 0;
        for (long i = 0; i < tensors; i++) {
            String name = in.string();
            int dimensions = in.int32();
            if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
                throw new IOException("tensor '" + name + "' has " + dimensions + " dimensions");
            }
            long elements = 1;
            for (int d = 0; d < dimensions; d++) {
                long length = in.int64();
                if (length < 0 || (length > 0 && elements > Long.MAX_VALUE / 8 / length)) {
                    throw new IOException("tensor '" + name + "' has an impossible size");
                }
                elements *= length;
            }
            long bytes = GgufInput.tensorBytes(in.int32(), elements);
            long offset = in.int64();
            if (offset < 0 || offset > Long.MAX_VALUE - bytes) {
                throw new IOException("tensor '" + name + "' has an impossible offset");
            }
            end = Math.max(end, offset + bytes);
        }
        long data = (in.position() + alignment - 1) / alignment * alignment;
        if (end > in.size() - data) {
            throw new IOException("the file is cut: its tensors need " + (data + end) + " bytes, it has " + in.size());
        }
    }

    private static @Nullable String text(Map<String, Object> values, String key) {
        return values.get(key) instanceof String text ? text : null;
    }

    private static long number(Map<String, Object> values, String key, long standard) {
        return values.get(key) instanceof Long number ? number : standard;
    }
}
