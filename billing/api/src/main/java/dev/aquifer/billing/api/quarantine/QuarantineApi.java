package dev.aquifer.billing.api.quarantine;

import dev.aquifer.billing.api.Page;
import jakarta.validation.Valid;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/operator/quarantine")
@Tag(name = "Quarantine")
public interface QuarantineApi {
    @GET
    @Operation(
            summary = "Facts that were put aside, newest first (operators only)",
            description = "Of one reason with `code`, in one state with `state`.")
    Page<QuarantinedFact> list(
            @QueryParam("code") @Nullable QuarantineReason code,
            @QueryParam("state") @Nullable QuarantineState state,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit);

    @GET
    @Path("reasons")
    @Operation(summary = "How many are open for each reason (operators only)")
    List<QuarantineCount> reasons();

    @GET
    @Path("{fact}")
    @Operation(summary = "One of them, with the whole body (operators only)")
    QuarantinedFact get(@PathParam("fact") UUID fact);

    @POST
    @Path("{fact}/retry")
    @Operation(
            summary = "Takes the fact through the intake again (operators only)",
            description = "Billed exactly once, however often it is retried. If it is refused again it stays open, with"
                    + " the new reason.")
    QuarantinedFact retry(@PathParam("fact") UUID fact);

    @POST
    @Path("retries")
    @Operation(summary = "Retries all that are open for one reason (operators only)")
    RetryOutcome retryAll(@Valid RetryQuarantined request);

    @POST
    @Path("{fact}/write-off")
    @Operation(
            summary = "Gives the fact up for good, with a reason (operators only)",
            description = "It stays readable and is never billed.")
    QuarantinedFact writeOff(@PathParam("fact") UUID fact, @Valid WriteOff request);
}
