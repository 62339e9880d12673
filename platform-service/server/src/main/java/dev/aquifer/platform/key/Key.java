package dev.aquifer.platform.key;

import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyKind;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.key.KeyView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// An API key without its secret: only the hash is kept.
@Entity
@Table(name = "api_key")
class Key {
    @Id
    @Column(name = "api_key_id")
    private UUID id;

    @Column(name = "organisation_id")
    private UUID organisation;

    @Enumerated(EnumType.STRING)
    private KeyKind kind;

    private String name;
    private String sha256;
    private String prefix;

    /// As on the wire, in the order of [KeyScope].
    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] scopes;

    @Column(name = "last_four")
    private String lastFour;

    @SuppressWarnings("UnusedVariable") // the query for a person's playground keys reads it
    private String person;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    protected Key() {}

    /// Who makes the key: the subject and the name of the person's token.
    record Maker(String person, String name) {}

    /// From when to when the key works.
    record Life(Instant from, Instant until) {}

    /// What the key is: its kind, its name and what it may be used for.
    record Use(KeyKind kind, String name, Set<KeyScope> scopes) {
        Use {
            scopes = Set.copyOf(scopes);
        }
    }

    Key(UUID id, UUID organisation, Use use, KeySecret secret, Maker maker, Life life) {
        this.id = id;
        this.organisation = organisation;
        this.kind = use.kind();
        this.name = use.name();
        this.scopes = use.scopes().stream().sorted().map(KeyScope::toString).toArray(String[]::new);
        this.sha256 = secret.sha256();
        this.prefix = secret.prefix();
        this.lastFour = secret.lastFour();
        this.person = maker.person();
        this.createdBy = maker.name();
        this.createdAt = life.from();
        this.expiresAt = life.until();
    }

    UUID id() {
        return id;
    }

    boolean revoked() {
        return revokedAt != null;
    }

    void revoke(Instant at) {
        if (revokedAt == null) {
            revokedAt = at;
        }
    }

    List<KeyScope> scopes() {
        return Arrays.stream(scopes).map(KeyScope::of).toList();
    }

    KeyView view() {
        return new KeyView(id, name, prefix, lastFour, scopes(), createdBy, createdAt, expiresAt, revokedAt);
    }

    KeyChanged fact() {
        return new KeyChanged(id, organisation, kind, sha256, expiresAt, revokedAt, scopes(), name);
    }
}
