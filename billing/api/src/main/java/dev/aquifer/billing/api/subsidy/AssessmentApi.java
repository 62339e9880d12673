package dev.aquifer.billing.api.subsidy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/// The assessor's side. Every read of evidence is an audit entry.
@Path("/api")
@Tag(name = "Assessments")
public interface AssessmentApi {
    @GET
    @Path("/assessments")
    @Operation(summary = "Applications that were submitted: those that wait first, oldest first (assessors only)")
    List<ApplicationRow> queue(
            @QueryParam("state") @Nullable ApplicationState state,
            @QueryParam("programme") @Nullable UUID programme,
            @QueryParam("search") @Nullable @Size(max = 200) String search);

    @GET
    @Path("/assessments/{application}")
    @Operation(summary = "One submitted application (assessors only)")
    ApplicationView get(@PathParam("application") UUID application);

    @GET
    @Path("/assessments/{application}/evidence/{evidence}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "An evidence file (assessors only)")
    byte[] evidence(@PathParam("application") UUID application, @PathParam("evidence") UUID evidence);

    @POST
    @Path("/assessments/{application}/review")
    @Operation(summary = "Take it up; the applicant sees it (assessors only)")
    ApplicationView review(@PathParam("application") UUID application);

    @POST
    @Path("/assessments/{application}/questions")
    @Operation(summary = "Ask the applicant for more (assessors only)")
    ApplicationView ask(@PathParam("application") UUID application, @Valid @NotNull Ask question);

    @PUT
    @Path("/assessments/{application}/checks")
    @Operation(summary = "Tick a point of the checklist, or take the tick away (assessors only)")
    ApplicationView check(@PathParam("application") UUID application, @Valid @NotNull SaveCheck check);

    @POST
    @Path("/assessments/{application}/decision")
    @Operation(
            summary = "Approve with a ratio, or refuse; with reasons. Above the bounds of the two-person rule"
                    + " an approval is proposed, and a second assessor confirms it (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ApplicationView decide(@PathParam("application") UUID application, @Valid @NotNull Decide decision);

    @POST
    @Path("/assessments/{application}/proposal/{proposal}/confirm")
    @Operation(summary = "Confirm another assessor's decision (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ApplicationView confirm(@PathParam("application") UUID application, @PathParam("proposal") UUID proposal);

    @POST
    @Path("/assessments/{application}/proposal/{proposal}/turn-down")
    @Operation(summary = "Turn down a proposed decision, with reasons: the review goes on (assessors only)")
    ApplicationView turnDown(
            @PathParam("application") UUID application,
            @PathParam("proposal") UUID proposal,
            @Valid @NotNull Reasons reasons);

    @GET
    @Path("/assessments/decisions.csv")
    @Produces("text/csv")
    @Operation(summary = "All decisions as CSV (assessors only)")
    String decisions();

    @GET
    @Path("/assessments/budgets")
    @Operation(summary = "How each programme's budget is used, and when it will be gone (assessors only)")
    List<BudgetView> budgets();
}
