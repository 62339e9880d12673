package dev.aquifer.billing.api.standing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api")
@Tag(name = "Standing")
public interface StandingApi {
    @GET
    @Path("/standing")
    @Operation(summary = "The organisation's credit limit and what is used of it")
    StandingView own();

    @GET
    @Path("/operator/standings")
    @Operation(summary = "The standings of all organisations (operators only)")
    List<StandingView> all();

    @PUT
    @Path("/operator/standings/{organisation}")
    @Operation(summary = "Set an organisation's credit limit, with a reason (operators only)")
    StandingView setCreditLimit(@PathParam("organisation") UUID organisation, @Valid @NotNull SetCreditLimit request);
}
