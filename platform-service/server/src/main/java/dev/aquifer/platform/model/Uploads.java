package dev.aquifer.platform.model;

import dev.aquifer.platform.api.model.ModelKind;
import dev.aquifer.platform.api.model.ModelView;
import dev.aquifer.platform.audit.Audit;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import dev.aquifer.platform.problem.Problems;
import dev.aquifer.platform.storage.StorageMeter;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Takes in a GGUF file of an organisation: streamed to disk, hashed on the way, verified, and only then entered.
@ApplicationScoped
class Uploads {
    private static final String ARRIVING = ".arriving";
    private static final int BUFFER = 1 << 20;
    /// How often the room on the disk is looked at again.
    private static final long LOOK_EVERY = 64L << 20;

    private final Models models;
    private final ModelFolders folders;
    private final ModelConfig config;
    private final Caller caller;
    private final Audit audit;
    private final StorageMeter storage;
    private final Ids ids;
    private final InstantSource clock;

    Uploads(
            Models models,
            ModelFolders folders,
            ModelConfig config,
            Caller caller,
            Audit audit,
            StorageMeter storage,
            Ids ids,
            InstantSource clock) {
        this.models = models;
        this.folders = folders;
        this.config = config;
        this.caller = caller;
        this.audit = audit;
        this.storage = storage;
        this.ids = ids;
        this.clock = clock;
    }

    /// What a crash left of uploads that were still arriving. At the start none is.
    void removeUnfinished(@Observes StartupEvent start) throws IOException {
        if (!Files.isDirectory(folders.uploads())) {
            return;
        }
        try (Stream<Path> all = Files.walk(folders.uploads(), 2)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(ARRIVING)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// @param announced the length that the client announced; -1 if it did not
    ModelView take(String name, InputStream body, long announced) throws IOException {
        UUID organisation = caller.organisation();
        if (organisation.equals(OperatorOrganisation.ID)) {
            throw Problems.conflict(
                    "The operator's catalogue comes with the installation; upload in another organisation.");
        }
        long used = QuarkusTransaction.requiringNew().call(() -> models.bytesOf(organisation));
        long quotaLeft = Math.max(0, config.quota().asLongValue() - used);
        long largest = config.largestFile().asLongValue();
        checkSize(Math.max(announced, 0), largest, quotaLeft);
        UUID id = ids.next();
        Path folder = Files.createDirectories(folders.uploads(organisation));
        Path arriving = folder.resolve(id + ARRIVING);
        Path file = folder.resolve(id + ".gguf");
        try {
            String sha256 = receive(body, arriving, largest, quotaLeft);
            GgufHeader header = GgufFile.read(arriving);
            long bytes = Files.size(arriving);
            Files.move(arriving, file);
            return enter(
                    organisation,
                    id,
                    name,
                    new Model.Weights(file.getFileName().toString(), bytes, sha256, Set.of(Format.GGUF)),
                    header);
        } catch (BadModelFile bad) {
            throw badFile(bad);
        } catch (RuntimeException | IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private ModelView enter(UUID organisation, UUID id, String name, Model.Weights weights, GgufHeader header) {
        return QuarkusTransaction.requiringNew().call(() -> {
            models.lockUploads(organisation);
            long quotaLeft = config.quota().asLongValue() - models.bytesOf(organisation);
            checkSize(weights.bytes(), config.largestFile().asLongValue(), quotaLeft);
            var title = new Model.Title(id, organisation, slug(name, id), name, ModelKind.CHAT, false);
            var model = new Model(title, weights, header, caller.person(), clock.instant());
            models.persist(model);
            models.flush();
            storage.begin(
                    new StorageMeter.NewFile(organisation, id, name, title.slug(), weights.bytes()), model.createdAt());
            audit.note("model.uploaded", id.toString(), name + ", " + weights.bytes() + " bytes");
            Log.infof("model uploaded organisation=%s model=%s bytes=%d", organisation, id, weights.bytes());
            return model.view(true);
        });
    }

    private String receive(InputStream body, Path arriving, long largest, long quotaLeft)
            throws IOException, BadModelFile {
        MessageDigest digest = Hashes.sha256();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(arriving)) {
            for (int read = body.readNBytes(buffer, 0, BUFFER); read > 0; read = body.readNBytes(buffer, 0, BUFFER)) {
                if (bytes == 0) {
                    if (read < 8) {
                        throw new BadModelFile("magic", "the file has only " + read + " bytes");
                    }
                    GgufFile.checkBeginning(Arrays.copyOf(buffer, 8));
                }
                if (bytes % LOOK_EVERY == 0) {
                    checkDisk(arriving);
                }
                bytes += read;
                checkSize(bytes, largest, quotaLeft);
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        if (bytes == 0) {
            throw new BadModelFile("magic", "the file is empty");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void checkDisk(Path arriving) throws IOException {
        long left = Files.getFileStore(arriving).getUsableSpace()
                - config.diskReserve().asLongValue();
        if (left < LOOK_EVERY) {
            Log.errorf("no room for uploads left=%d", left);
            throw Problems.of(
                    507, "disk-full", "No room", "The platform has no room for uploads now; tell its operator.");
        }
    }

    private static void checkSize(long bytes, long largest, long quotaLeft) {
        if (bytes > largest) {
            throw Problems.builder(413, "too-large", "File too large")
                    .withDetail("A model file may have at most " + largest + " bytes.")
                    .with("allowed", largest)
                    .build();
        }
        if (bytes > quotaLeft) {
            throw Problems.builder(409, "quota", "Quota used up")
                    .withDetail("The organisation's uploads may take " + Math.max(0, quotaLeft)
                            + " bytes more. Delete a model that is no longer used.")
                    .with("left", Math.max(0, quotaLeft))
                    .build();
        }
    }

    private static HttpProblem badFile(BadModelFile bad) {
        String message = String.valueOf(bad.getMessage());
        return Problems.builder(400, "bad-model-file", "The file is no usable model")
                .withDetail(message)
                .with("violations", List.of(new Problems.Violation("file", message)))
                .build();
    }

    /// Readable, and by its end unlike any other's.
    private static String slug(String name, UUID id) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-+|-+$", "");
        String end = id.toString().substring(24);
        return (plain.isEmpty() ? "model" : plain) + "-" + end;
    }
}
