package dev.aquifer.platform.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the keys of a GGUF header say about the model, and whether the built-in engine can serve it.
final class GgufMeaning {
    /// Architectures that generate text in llama.cpp b4916, which is inside the engine (`llama-arch.cpp`).
    private static final Set<String> GENERATING = Set.of(
            ("llama deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bloom stablelm qwen qwen2 qwen2moe"
                            + " qwen2vl phi2 phi3 phimoe plamo codeshell orion internlm2 minicpm minicpm3 gemma gemma2"
                            + " gemma3 starcoder2 mamba xverse command-r cohere2 dbrx olmo olmo2 olmoe openelm arctic"
                            + " deepseek deepseek2 chatglm bitnet jais nemotron exaone rwkv6 rwkv6qwen2 rwkv7 arwkv7"
                            + " granite granitemoe chameleon")
                    .split(" "));
    /// Known to it, but they give vectors or sound instead of text.
    private static final Set<String> OTHER =
            Set.of("bert", "nomic-bert", "jina-bert-v2", "t5", "t5encoder", "wavtokenizer-dec");

    /// llama.cpp's `llama_ftype`, of which `general.file_type` holds the number.
    private static final Map<Long, String> FILE_TYPES = Map.ofEntries(
            Map.entry(0L, "F32"),
            Map.entry(1L, "F16"),
            Map.entry(2L, "Q4_0"),
            Map.entry(3L, "Q4_1"),
            Map.entry(7L, "Q8_0"),
            Map.entry(8L, "Q5_0"),
            Map.entry(9L, "Q5_1"),
            Map.entry(10L, "Q2_K"),
            Map.entry(11L, "Q3_K_S"),
            Map.entry(12L, "Q3_K_M"),
            Map.entry(13L, "Q3_K_L"),
            Map.entry(14L, "Q4_K_S"),
            Map.entry(15L, "Q4_K_M"),
            Map.entry(16L, "Q5_K_S"),
            Map.entry(17L, "Q5_K_M"),
            Map.entry(18L, "Q6_K"),
            Map.entry(19L, "IQ2_XXS"),
            Map.entry(20L, "IQ2_XS"),
            Map.entry(21L, "Q2_K_S"),
            Map.entry(22L, "IQ3_XS"),
            Map.entry(23L, "IQ3_XXS"),
            Map.entry(24L, "IQ1_S"),
            Map.entry(25L, "IQ4_NL"),
            Map.entry(26L, "IQ3_S"),
            Map.entry(27L, "IQ3_M"),
            Map.entry(28L, "IQ2_S"),
            Map.entry(29L, "IQ2_M"),
            Map.entry(30L, "IQ4_XS"),
            Map.entry(31L, "IQ1_M"),
            Map.entry(32L, "BF16"),
            Map.entry(36L, "TQ1_0"),
            Map.entry(37L, "TQ2_0"));

    private final Map<String, GgufValue> values;

    GgufMeaning(Map<String, GgufValue> values) {
        this.values = values;
    }

    GgufHeader header(long parameters, @Nullable GgufTensorType mostElements) throws BadModelFile {
        String architecture = architecture();
        if (values.get("split.count") instanceof GgufValue.Whole(long parts) && parts > 1) {
            throw new BadModelFile(
                    "key split.count",
                    "this is one of " + parts + " parts; join them with llama-gguf-split --merge first");
        }
        if (text("tokenizer.ggml.model") == null) {
            throw new BadModelFile("key tokenizer.ggml.model", "it is missing, so the engine has no tokens");
        }
        if (!(values.get("tokenizer.ggml.tokens") instanceof GgufValue.Items(long tokens, long _)) || tokens == 0) {
            throw new BadModelFile("key tokenizer.ggml.tokens", "it is missing or empty, so the engine has no tokens");
        }
        int layers = whole(architecture + ".block_count", 1, 1_000, null);
        int embedding = whole(architecture + ".embedding_length", 1, 1_000_000, null);
        int heads = whole(architecture + ".attention.head_count", 0, 100_000, 0);
        int kvHeads = whole(architecture + ".attention.head_count_kv", 0, 100_000, heads);
        int headSize = heads == 0 ? 0 : embedding / heads;
        int keyLength = whole(architecture + ".attention.key_length", 0, 1_000_000, headSize);
        int valueLength = whole(architecture + ".attention.value_length", 0, 1_000_000, headSize);
        if ((long) kvHeads * (keyLength + valueLength) > 10_000_000) {
            throw new BadModelFile(
                    "key " + architecture + ".attention.head_count_kv",
                    kvHeads + " heads of " + keyLength + " and " + valueLength + " are more than any model has");
        }
        String fileType = values.get("general.file_type") instanceof GgufValue.Whole(long number)
                ? FILE_TYPES.get(number & ~1024L)
                : null;
        return new GgufHeader(
                architecture,
                shown("general.name"),
                shown("general.license"),
                parameters,
                whole(architecture + ".context_length", 1, 100_000_000, null),
                fileType != null ? fileType : mostElements != null ? mostElements.name() : "unknown",
                layers,
                kvHeads,
                keyLength,
                valueLength,
                embedding,
                text("tokenizer.chat_template") != null);
    }

    private String architecture() throws BadModelFile {
        String architecture = text("general.architecture");
        if (architecture == null) {
            throw new BadModelFile("key general.architecture", "it is missing");
        }
        if (OTHER.contains(architecture)) {
            throw new BadModelFile(
                    "key general.architecture",
                    architecture + " does not generate text; for embeddings use a model of the catalogue");
        }
        if (!GENERATING.contains(architecture)) {
            throw new BadModelFile(
                    "key general.architecture",
                    GgufFile.printable(architecture) + " is not known to the engine (llama.cpp b4916)");
        }
        return architecture;
    }

    /// A whole number of the header, the largest one if there is one for each layer.
    private int whole(String key, long atLeast, long atMost, @Nullable Integer otherwise) throws BadModelFile {
        GgufValue value = values.get(key);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value == null) {
            throw new BadModelFile("key " + key, "it is missing");
        }
        long number = switch (value) {
            case GgufValue.Whole(long one) -> one;
            case GgufValue.Items(long _, long largest) -> largest;
            case GgufValue.Text _, GgufValue.Fraction _ ->
                throw new BadModelFile("key " + key, "it is not a whole number");
        };
        if (number < atLeast || number > atMost) {
            throw new BadModelFile("key " + key, number + " is not between " + atLeast + " and " + atMost);
        }
        return (int) number;
    }

    /// For people to read: short, and without control characters.
    private @Nullable String shown(String key) {
        String text = text(key);
        return text == null ? null : GgufFile.printable(text);
    }

    /// PostgreSQL keeps no zero characters, and nothing that we show needs them.
    private @Nullable String text(String key) {
        return values.get(key) instanceof GgufValue.Text(String value) ? value.replace("\0", "") : null;
    }
}
