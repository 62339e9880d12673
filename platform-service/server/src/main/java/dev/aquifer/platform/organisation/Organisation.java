package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.organisation.OrganisationView;
import dev.aquifer.platform.api.organisation.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tenant. Its row is the lock under which its members change.
@Entity
@Table(name = "organisation")
class Organisation {
    @Id
    @Column(name = "organisation_id")
    private UUID id;

    private String name;
    private String slug;

    @Column(name = "credit_code")
    private @Nullable String creditCode;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Organisation() {}

    Organisation(UUID id, String name, String slug, @Nullable String creditCode, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.slug = slug;
        this.creditCode = creditCode;
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String slug() {
        return slug;
    }

    OrganisationView view(@Nullable Role role) {
        return new OrganisationView(id, name, slug, creditCode, createdAt, role);
    }
}
