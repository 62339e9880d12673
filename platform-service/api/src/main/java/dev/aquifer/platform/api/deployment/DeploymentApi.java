package dev.aquifer.platform.api.deployment;

import dev.aquifer.platform.api.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Deployments of the organisation that the header `Aquifer-Organisation` names, and the shared ones (read only).
@Path("/api/deployments")
@Tag(name = "Deployments")
public interface DeploymentApi {
    @GET
    @Operation(summary = "The organisation's deployments, newest first")
    Page<DeploymentView> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit);

    @GET
    @Path("/shared")
    @Operation(summary = "The deployments that the operator offers to all")
    List<DeploymentView> shared();

    @GET
    @Path("/{deployment}")
    @Operation(summary = "One deployment with its replicas and the states that it went through")
    DeploymentView get(@PathParam("deployment") UUID deployment);

    @POST
    @Operation(summary = "Deploy a model on the chips of a pool")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    DeploymentView create(@Valid @NotNull CreateDeployment request);

    @POST
    @Path("/{deployment}/stop")
    @Operation(summary = "Stop it: its chips are given back, nothing is charged while it stands")
    DeploymentView stop(@PathParam("deployment") UUID deployment);

    @POST
    @Path("/{deployment}/start")
    @Operation(summary = "Start a stopped or failed deployment again")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    DeploymentView start(@PathParam("deployment") UUID deployment);

    @DELETE
    @Path("/{deployment}")
    @Operation(summary = "Stop and delete it, for good; its charges stay on the bill")
    void delete(@PathParam("deployment") UUID deployment);

    @GET
    @Path("/{deployment}/log")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The last 200 lines of the engine's own log, newest replica")
    String log(@PathParam("deployment") UUID deployment);
}
