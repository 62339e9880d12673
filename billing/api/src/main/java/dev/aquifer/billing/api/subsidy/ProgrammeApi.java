package dev.aquifer.billing.api.subsidy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Programmes as data. Operators and assessors draft; assessors publish, close and put away. A published version
/// is never changed: a change is a new version, and a new version may only widen what was promised.
@Path("/api")
@Tag(name = "Programmes")
public interface ProgrammeApi {
    @GET
    @Path("/programme-templates")
    @Operation(summary = "Real schemes to begin a programme from, with their documents (operators and assessors)")
    List<ProgrammeTemplate> templates();

    @GET
    @Path("/programme-versions")
    @Operation(summary = "All versions of all programmes, newest first (operators and assessors)")
    List<ProgrammeVersionView> versions();

    @GET
    @Path("/programme-versions/{programme}/{version}")
    @Operation(summary = "One version (operators and assessors)")
    ProgrammeVersionView version(@PathParam("programme") UUID programme, @PathParam("version") int version);

    @GET
    @Path("/programme-versions/{programme}/history")
    @Operation(summary = "Who did what with a programme, oldest first (operators and assessors)")
    List<StepView> history(@PathParam("programme") UUID programme);

    @POST
    @Path("/programme-versions")
    @Operation(summary = "Draft a programme; with a code that exists, its next version (operators and assessors)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ProgrammeVersionView draft(@QueryParam("template") @Nullable String template, @Valid @NotNull ProgrammeForm form);

    @PUT
    @Path("/programme-versions/{programme}/{version}")
    @Operation(summary = "Save a draft (operators and assessors)")
    ProgrammeVersionView save(
            @PathParam("programme") UUID programme,
            @PathParam("version") int version,
            @Valid @NotNull ProgrammeForm form);

    @DELETE
    @Path("/programme-versions/{programme}/{version}")
    @Operation(summary = "Throw a draft away (operators and assessors)")
    void drop(@PathParam("programme") UUID programme, @PathParam("version") int version);

    @POST
    @Path("/programme-versions/{programme}/{version}/publish")
    @Operation(summary = "Publish a draft; refused with the missing fields named (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ProgrammeVersionView publish(@PathParam("programme") UUID programme, @PathParam("version") int version);

    @POST
    @Path("/programme-versions/{programme}/{version}/close")
    @Operation(summary = "Take no more applications (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ProgrammeVersionView close(
            @PathParam("programme") UUID programme, @PathParam("version") int version, @Valid @NotNull Reasons reasons);

    @POST
    @Path("/programme-versions/{programme}/{version}/archive")
    @Operation(summary = "Put a closed programme away (assessors only)")
    ProgrammeVersionView archive(@PathParam("programme") UUID programme, @PathParam("version") int version);

    @GET
    @Path("/combined-caps")
    @Operation(
            summary = "What all programmes together may pay of a charge, with its dates (operators and assessors)",
            description = "The newest day first. For service of a day the newest one holds that is not after it.")
    List<CapView> caps();

    @POST
    @Path("/combined-caps")
    @Operation(
            summary = "Set the combined cap for service from a coming day on (operators only)",
            description = "What is posted for earlier service stays as it is. There is one cap a day: another one from"
                    + " the same day is refused.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    List<CapView> setCap(@Valid @NotNull SetCap cap);
}
