package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The charges behind entries of any organisation's book, for operators.
@Path("/api/operator/charges")
@Tag(name = "Ledger")
public interface PlatformChargeApi {
    @GET
    @Path("/{organisation}/{charge}")
    @Operation(summary = "A charge with its arithmetic, accruals and postings (operators only)")
    ChargeDetail charge(@PathParam("organisation") UUID organisation, @PathParam("charge") UUID charge);

    @GET
    @Path("/{organisation}/{charge}/facts")
    @Operation(summary = "The facts behind a charge, oldest first (operators only)")
    Page<FactView> facts(
            @PathParam("organisation") UUID organisation,
            @PathParam("charge") UUID charge,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit);
}
