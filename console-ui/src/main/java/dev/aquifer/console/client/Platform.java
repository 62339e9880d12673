package dev.aquifer.console.client;

import dev.aquifer.platform.api.audit.AuditApi;
import dev.aquifer.platform.api.chip.ChipApi;
import dev.aquifer.platform.api.deployment.DeploymentApi;
import dev.aquifer.platform.api.key.KeyApi;
import dev.aquifer.platform.api.lease.LeaseApi;
import dev.aquifer.platform.api.model.ModelApi;
import dev.aquifer.platform.api.organisation.OrganisationApi;
import dev.aquifer.platform.api.pool.PoolApi;
import jakarta.enterprise.context.ApplicationScoped;

/// The server that tenants talk to. Its calls are made through [Calls], never in a page's own thread.
@ApplicationScoped
public class Platform {
    private final OrganisationApi organisations;
    private final KeyApi keys;
    private final ModelApi models;
    private final ModelApi uploads;
    private final DeploymentApi deployments;
    private final PoolApi pools;
    private final ChipApi chips;
    private final LeaseApi leases;
    private final AuditApi audit;

    Platform(ServerAddresses servers) {
        var server = servers.platform();
        var patience = servers.patience();
        organisations = Clients.of(OrganisationApi.class, server, patience);
        keys = Clients.of(KeyApi.class, server, patience);
        models = Clients.of(ModelApi.class, server, patience);
        uploads = Clients.of(ModelApi.class, server, servers.uploadPatience());
        deployments = Clients.of(DeploymentApi.class, server, patience);
        pools = Clients.of(PoolApi.class, server, patience);
        chips = Clients.of(ChipApi.class, server, patience);
        leases = Clients.of(LeaseApi.class, server, patience);
        audit = Clients.of(AuditApi.class, server, patience);
    }

    public OrganisationApi organisations() {
        return organisations;
    }

    public KeyApi keys() {
        return keys;
    }

    public ModelApi models() {
        return models;
    }

    /// The same as [#models], with the patience that a large file needs.
    public ModelApi uploads() {
        return uploads;
    }

    public DeploymentApi deployments() {
        return deployments;
    }

    public PoolApi pools() {
        return pools;
    }

    public ChipApi chips() {
        return chips;
    }

    public LeaseApi leases() {
        return leases;
    }

    public AuditApi audit() {
        return audit;
    }
}
