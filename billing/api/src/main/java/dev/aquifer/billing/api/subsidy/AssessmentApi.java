package dev.aquifer.billing.api.subsidy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The assessor's side. Every read of evidence is an audit entry.
@Path("/api/assessments")
@Tag(name = "Assessments")
public interface AssessmentApi {
    @GET
    @Operation(summary = "Applications that were submitted: those that wait first, oldest first (assessors only)")
    List<ApplicationView> queue();

    @GET
    @Path("/{application}")
    @Operation(summary = "One submitted application (assessors only)")
    ApplicationView get(@PathParam("application") UUID application);

    @GET
    @Path("/{application}/evidence/{evidence}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "An evidence file (assessors only)")
    byte[] evidence(@PathParam("application") UUID application, @PathParam("evidence") UUID evidence);

    @POST
    @Path("/{application}/decision")
    @Operation(summary = "Approve with a ratio, or refuse; with reasons (assessors only)")
    ApplicationView decide(@PathParam("application") UUID application, @Valid @NotNull Decide decision);
}
