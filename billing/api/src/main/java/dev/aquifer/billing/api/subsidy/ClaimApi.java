package dev.aquifer.billing.api.subsidy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Claims of a programme: the operator freezes and submits, the assessor decides and records the payment.
@Path("/api")
@Tag(name = "Claims")
public interface ClaimApi {
    @GET
    @Path("/operator/claims")
    @Operation(summary = "All claims, newest first (operators only)")
    List<ClaimView> operatorsClaims();

    @GET
    @Path("/operator/claims/{claim}")
    @Operation(summary = "One claim (operators only)")
    ClaimView operatorsClaim(@PathParam("claim") UUID claim);

    @POST
    @Path("/operator/claims")
    @Operation(summary = "Open a claim of a programme for a period (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClaimView open(@Valid @NotNull OpenClaim request);

    @POST
    @Path("/operator/claims/{claim}/freeze")
    @Operation(summary = "Take all accruals that are in no claim, and pack the evidence (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClaimView freeze(@PathParam("claim") UUID claim);

    @POST
    @Path("/operator/claims/{claim}/submit")
    @Operation(summary = "Hand a frozen claim to the programme (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClaimView submit(@PathParam("claim") UUID claim);

    @GET
    @Path("/operator/claims/{claim}/package")
    @Produces("application/zip")
    @Operation(summary = "The evidence package as ZIP; `sha256sum -c SHA256SUMS` verifies it (operators only)")
    byte[] operatorsPackage(@PathParam("claim") UUID claim);

    @GET
    @Path("/assessments/claims")
    @Operation(summary = "Claims that were submitted, newest first (assessors only)")
    List<ClaimView> claims();

    @GET
    @Path("/assessments/claims/{claim}")
    @Operation(summary = "One submitted claim (assessors only)")
    ClaimView claim(@PathParam("claim") UUID claim);

    @GET
    @Path("/assessments/claims/{claim}/organisations/{organisation}/lines")
    @Operation(summary = "The lines of one organisation in a claim (assessors only)")
    List<ClaimLineView> lines(@PathParam("claim") UUID claim, @PathParam("organisation") UUID organisation);

    @GET
    @Path("/assessments/claims/{claim}/package")
    @Produces("application/zip")
    @Operation(summary = "The evidence package as ZIP; every download is audited (assessors only)")
    byte[] evidencePackage(@PathParam("claim") UUID claim);

    @POST
    @Path("/assessments/claims/{claim}/settle")
    @Operation(summary = "Record what the programme paid, in one sum; 0.00 rejects (assessors only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ClaimView settle(@PathParam("claim") UUID claim, @Valid @NotNull Settle request);
}
