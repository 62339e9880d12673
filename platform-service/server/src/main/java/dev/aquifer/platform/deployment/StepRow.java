package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.DeploymentStep;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A state that a deployment was in, from when to when.
@Entity
@Table(name = "deployment_step")
class StepRow {
    @Id
    private UUID id;

    @Column(name = "organisation_id", updatable = false)
    private UUID organisation;

    @Column(name = "deployment_id", updatable = false)
    private UUID deployment;

    @Column(updatable = false)
    private int run;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private DeploymentState state;

    @Column(updatable = false)
    private Instant begun;

    private @Nullable Instant ended;
    private @Nullable String reason;

    protected StepRow() {}

    StepRow(UUID id, Deployment deployment, Instant begun) {
        this.id = id;
        this.organisation = deployment.organisation();
        this.deployment = deployment.id();
        this.run = deployment.run();
        this.state = deployment.state();
        this.begun = begun;
        this.reason = deployment.reason();
    }

    void end(Instant now) {
        ended = now;
    }

    void explain(@Nullable String words) {
        reason = words;
    }

    DeploymentStep view() {
        return new DeploymentStep(state, begun, ended, reason);
    }
}
