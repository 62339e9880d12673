package dev.aquifer.billing.api.subsidy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Grants and clawbacks for the city's side and the operator.
@Path("/api")
@Tag(name = "Grants")
public interface GrantApi {
    @GET
    @Path("/assessments/grants")
    @Operation(summary = "All grants, newest first (assessors only)")
    List<GrantView> grants();

    @GET
    @Path("/assessments/grants/{grant}")
    @Operation(summary = "One grant (assessors only)")
    GrantView grant(@PathParam("grant") UUID grant);

    @POST
    @Path("/assessments/grants/{grant}/suspend")
    @Operation(summary = "Nothing accrues for service from now on (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    GrantView suspend(@PathParam("grant") UUID grant, @Valid @NotNull Reasons reasons);

    @POST
    @Path("/assessments/grants/{grant}/resume")
    @Operation(summary = "End a suspension: service from now on accrues again (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    GrantView resume(@PathParam("grant") UUID grant, @Valid @NotNull Reasons reasons);

    @POST
    @Path("/assessments/grants/{grant}/reassess")
    @Operation(summary = "Another ratio from an instant of service on, also a past one (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    GrantView reassess(@PathParam("grant") UUID grant, @Valid @NotNull Reassess request);

    @POST
    @Path("/assessments/grants/{grant}/clawbacks")
    @Operation(summary = "Propose to revoke the grant from an instant of service on (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClawbackView propose(@PathParam("grant") UUID grant, @Valid @NotNull ProposeClawback request);

    @POST
    @Path("/assessments/clawbacks/{clawback}/confirm")
    @Operation(summary = "Confirm another assessor's proposal: the grant is revoked (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClawbackView confirm(@PathParam("clawback") UUID clawback);

    @POST
    @Path("/assessments/clawbacks/{clawback}/turn-down")
    @Operation(summary = "Turn a proposal down (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClawbackView turnDown(@PathParam("clawback") UUID clawback, @Valid @NotNull Reasons reasons);

    @GET
    @Path("/assessments/clawbacks")
    @Operation(summary = "All clawbacks, newest first (assessors only)")
    List<ClawbackView> clawbacks();

    @GET
    @Path("/operator/clawbacks")
    @Operation(summary = "All clawbacks, newest first (operators only)")
    List<ClawbackView> operatorsClawbacks();

    @POST
    @Path("/operator/clawbacks/{clawback}/charge")
    @Operation(summary = "Post a confirmed clawback: reversals and the adjustment on the open bill (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClawbackView charge(@PathParam("clawback") UUID clawback);

    @POST
    @Path("/operator/clawbacks/{clawback}/repaid")
    @Operation(summary = "Record that the money went back to the programme (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClawbackView repaid(@PathParam("clawback") UUID clawback, @Valid @NotNull Reasons reference);

    @POST
    @Path("/operator/clawbacks/{clawback}/write-off")
    @Operation(summary = "Record that the programme waives it (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClawbackView writeOff(@PathParam("clawback") UUID clawback, @Valid @NotNull Reasons reasons);

    @GET
    @Path("/operator/applications")
    @Operation(summary = "Applications that were submitted, to read (operators only)")
    List<ApplicationRow> operatorsApplications();
}
