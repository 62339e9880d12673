package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.deployment.CreateDeployment;
import dev.aquifer.platform.api.deployment.DeploymentApi;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.OpenToKeys;
import dev.aquifer.platform.runner.Runner;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Authenticated
@OpenToKeys(KeyScope.MANAGE)
@RunOnVirtualThread
class DeploymentResource implements DeploymentApi {
    private static final int LOG_LINES = 200;

    private final Caller caller;
    private final DeploymentDesk desk;
    private final Reconciler reconciler;
    private final Runner runner;

    DeploymentResource(Caller caller, DeploymentDesk desk, Reconciler reconciler, Runner runner) {
        this.caller = caller;
        this.desk = desk;
        this.reconciler = reconciler;
        this.runner = runner;
    }

    @Override
    public Page<DeploymentView> list(@Nullable UUID after, int limit) {
        caller.organisation();
        return desk.list(after, Math.clamp(limit, 1, 200));
    }

    @Override
    public List<DeploymentView> shared() {
        return desk.shared();
    }

    @Override
    public DeploymentView get(UUID deployment) {
        caller.organisation();
        return desk.get(deployment);
    }

    @Override
    public DeploymentView create(CreateDeployment request) {
        caller.require(Role.DEVELOPER);
        return woken(desk.create(request));
    }

    @Override
    public DeploymentView stop(UUID deployment) {
        caller.require(Role.DEVELOPER);
        return woken(desk.stop(deployment));
    }

    @Override
    public DeploymentView start(UUID deployment) {
        caller.require(Role.DEVELOPER);
        return woken(desk.start(deployment));
    }

    @Override
    public void delete(UUID deployment) {
        caller.require(Role.DEVELOPER);
        desk.delete(deployment);
        reconciler.wake();
    }

    @Override
    public String log(UUID deployment) {
        caller.organisation();
        return desk.newestReplica(deployment)
                .map(replica -> String.join("\n", runner.log(replica, LOG_LINES)))
                .orElse("");
    }

    private DeploymentView woken(DeploymentView view) {
        reconciler.wake();
        return view;
    }
}
