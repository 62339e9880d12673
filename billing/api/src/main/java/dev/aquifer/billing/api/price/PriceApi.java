package dev.aquifer.billing.api.price;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api")
@Tag(name = "Prices")
public interface PriceApi {
    @GET
    @Path("/prices")
    @Operation(summary = "The price books, the one in force first")
    List<PriceBookView> books();

    @POST
    @Path("/estimates")
    @Operation(summary = "What a chip-hour costs the organisation now, before and after its subsidy; nothing is stored")
    List<ChipEstimate> estimate(@Valid @NotNull EstimateRequest request);
}
