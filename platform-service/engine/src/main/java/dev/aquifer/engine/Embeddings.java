package dev.aquifer.engine;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The embedding model `bge-small-zh-v1.5` (512 dimensions, Chinese). Safe for many threads.
///
/// Texts beyond 510 tokens are cut into parts by the library and the vector is their weighted mean. Tokens are those
/// of the text in the model's own tokenizer, without the two that frame it.
final class Embeddings {
    private static final String WEIGHTS = "bge-small-zh-v1.5.onnx";
    private static final String TOKENIZER = "bge-small-zh-v1.5-tokenizer.json";

    private final OnnxEmbeddingModel model;

    private Embeddings(OnnxEmbeddingModel model) {
        this.model = model;
    }

    /// The vector of one text and the number of its tokens.
    record Vector(List<Float> values, int tokens) {}

    static Embeddings load() {
        // The tokenizer's library must neither ask the network nor report home.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Path folder = null;
        try {
            // From files, because from a stream the library holds the 95 MB of weights twice on the heap.
            folder = Files.createTempDirectory("aquifer-embedding");
            Path weights = unpack(WEIGHTS, folder);
            Path tokenizer = unpack(TOKENIZER, folder);
            return new Embeddings(new OnnxEmbeddingModel(weights, tokenizer, PoolingMode.CLS));
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            throw new StartFailure("the embedding model could not be loaded: " + e.getMessage(), e);
        } finally {
            remove(folder);
        }
    }

    Vector embed(String text) {
        var response = model.embedAll(List.of(TextSegment.from(text)));
        TokenUsage usage = response.tokenUsage();
        if (usage == null) {
            throw new IllegalStateException("the embedding library counted no tokens");
        }
        return new Vector(response.content().getFirst().vectorAsList(), usage.inputTokenCount());
    }

    private static Path unpack(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = Embeddings.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException("the class path lacks " + resource);
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(WEIGHTS));
            Files.deleteIfExists(folder.resolve(TOKENIZER));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            EngineLog.line("temporary files stay", "folder", folder);
        }
    }
}
