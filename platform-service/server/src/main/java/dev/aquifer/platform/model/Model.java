package dev.aquifer.platform.model;

import dev.aquifer.platform.api.model.MemoryPart;
import dev.aquifer.platform.api.model.ModelKind;
import dev.aquifer.platform.api.model.ModelView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A model of the catalogue or an upload. Its file never changes.
@Entity
@Table(name = "model")
class Model {
    @Id
    private UUID id;

    @Column(name = "organisation_id", updatable = false)
    private UUID organisation;

    private String slug;
    private String name;

    @Enumerated(EnumType.STRING)
    private ModelKind kind;

    private boolean demonstration;
    private String[] formats;
    private @Nullable String file;
    private String architecture;
    private @Nullable Long parameters;

    @Column(name = "context_length")
    private int contextLength;

    private @Nullable String quantisation;

    @Column(name = "file_bytes")
    private long fileBytes;

    private String sha256;
    private @Nullable String licence;
    private @Nullable Integer layers;

    @Column(name = "kv_heads")
    private @Nullable Integer kvHeads;

    @Column(name = "key_length")
    private @Nullable Integer keyLength;

    @Column(name = "value_length")
    private @Nullable Integer valueLength;

    @Column(name = "embedding_length")
    private @Nullable Integer embeddingLength;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "created_by", updatable = false)
    private String createdBy;

    protected Model() {}

    /// Who has it, under which names.
    record Title(UUID id, UUID organisation, String slug, String name, ModelKind kind, boolean demonstration) {}

    /// The file of the weights. @param file its name below the folder of models; null if they come with the engine
    record Weights(@Nullable String file, long bytes, String sha256, Set<Format> formats) {}

    Model(Title title, Weights weights, GgufHeader header, String createdBy, Instant now) {
        this.id = title.id();
        this.organisation = title.organisation();
        this.createdAt = now;
        this.createdBy = createdBy;
        describe(title, weights, header);
    }

    /// Takes over what a newer file of the catalogue says.
    final void describe(Title title, Weights weights, GgufHeader header) {
        slug = title.slug();
        name = title.name();
        kind = title.kind();
        demonstration = title.demonstration();
        formats = weights.formats().stream().map(Format::name).sorted().toArray(String[]::new);
        file = weights.file();
        fileBytes = weights.bytes();
        sha256 = weights.sha256();
        architecture = header.architecture();
        parameters = header.parameters();
        contextLength = header.contextLength();
        quantisation = header.quantisation();
        licence = header.licence();
        layers = header.layers();
        kvHeads = header.kvHeads();
        keyLength = header.keyLength();
        valueLength = header.valueLength();
        embeddingLength = header.embeddingLength();
    }

    UUID id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    UUID organisation() {
        return organisation;
    }

    String slug() {
        return slug;
    }

    String name() {
        return name;
    }

    ModelKind kind() {
        return kind;
    }

    boolean demonstration() {
        return demonstration;
    }

    @Nullable String file() {
        return file;
    }

    @Nullable String quantisation() {
        return quantisation;
    }

    String sha256() {
        return sha256;
    }

    Set<Format> formats() {
        return Arrays.stream(formats).map(Format::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /// Tokens of one request, if a request may have so many at most.
    int contextLength(int atMost) {
        return Math.min(contextLength, atMost);
    }

    List<MemoryPart> memory(int context, int parallel) {
        return MemoryEstimate.of(new MemoryEstimate.Shape(
                fileBytes,
                Objects.requireNonNullElse(layers, 0),
                Objects.requireNonNullElse(kvHeads, 0),
                Objects.requireNonNullElse(keyLength, 0),
                Objects.requireNonNullElse(valueLength, 0),
                Objects.requireNonNullElse(embeddingLength, 0),
                context,
                parallel,
                kind == ModelKind.EMBEDDING));
    }

    ModelView view(boolean own) {
        return new ModelView(
                id,
                slug,
                name,
                kind,
                own,
                demonstration,
                architecture,
                parameters,
                contextLength,
                quantisation,
                fileBytes,
                sha256,
                licence,
                createdAt);
    }
}
