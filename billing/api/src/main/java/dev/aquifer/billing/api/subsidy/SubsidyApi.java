package dev.aquifer.billing.api.subsidy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The tenant's side: acts in the organisation that the header `Aquifer-Organisation` names.
@Path("/api")
@Tag(name = "Subsidies")
public interface SubsidyApi {
    @GET
    @Path("/programmes")
    @Operation(summary = "Programmes that are open")
    List<ProgrammeView> programmes();

    @GET
    @Path("/grants")
    @Operation(summary = "The organisation's grants, newest first")
    List<GrantView> grants();

    @POST
    @Path("/clawbacks/{clawback}/objections")
    @Operation(summary = "Say something against a clawback before it is charged")
    GrantView object(@PathParam("clawback") UUID clawback, @Valid @NotNull Ask objection);

    @GET
    @Path("/subsidy-terms")
    @Operation(summary = "The terms that submitting an application accepts")
    TermsView terms();

    @POST
    @Path("/subsidy-terms")
    @Operation(summary = "Accept the terms for the organisation; submitting an application does it, too")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    TermsView accept(@Valid @NotNull AcceptTerms terms);

    @GET
    @Path("/applications")
    @Operation(summary = "The organisation's applications, newest first")
    List<ApplicationView> applications();

    @GET
    @Path("/applications/{application}")
    @Operation(summary = "One application")
    ApplicationView application(@PathParam("application") UUID application);

    @POST
    @Path("/applications")
    @Operation(summary = "Begin an application as a draft")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ApplicationView create(@Valid @NotNull SaveApplication request);

    @PUT
    @Path("/applications/{application}")
    @Operation(summary = "Save a draft")
    ApplicationView save(@PathParam("application") UUID application, @Valid @NotNull SaveApplication request);

    @POST
    @Path("/applications/{application}/evidence")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Add a file of at most 20 MB (PDF, PNG, JPEG or text) to a draft, or where more was asked for")
    EvidenceView addEvidence(
            @PathParam("application") UUID application,
            @QueryParam("requirement") @NotBlank String requirement,
            @QueryParam("fileName") @NotBlank @Size(max = 200) String fileName,
            @QueryParam("mediaType") @NotBlank @Size(max = 100) String mediaType,
            InputStream file);

    @GET
    @Path("/applications/{application}/evidence/{evidence}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "The file itself, as it was uploaded")
    byte[] evidence(@PathParam("application") UUID application, @PathParam("evidence") UUID evidence);

    @POST
    @Path("/applications/{application}/submit")
    @Operation(summary = "Accept the terms and hand it in; refused with the missing evidence named")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    ApplicationView submit(@PathParam("application") UUID application, @Valid @NotNull AcceptTerms terms);

    @POST
    @Path("/applications/{application}/questions/{question}/answer")
    @Operation(summary = "Answer a question; after the last one the review goes on")
    ApplicationView answer(
            @PathParam("application") UUID application,
            @PathParam("question") UUID question,
            @Valid @NotNull Ask answer);

    @POST
    @Path("/applications/{application}/withdraw")
    @Operation(summary = "Withdraw it before it is decided")
    ApplicationView withdraw(@PathParam("application") UUID application);
}
