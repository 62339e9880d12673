package dev.aquifer.billing.api.price;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api")
@Tag(name = "Prices")
public interface PriceApi {
    @GET
    @Path("/prices")
    @Operation(summary = "The price books, the one in force first")
    List<PriceBookView> books();

    @GET
    @Path("/prices/own")
    @Operation(summary = "What each SKU costs the organisation now, by its contract or the public book")
    List<OwnPrice> own();

    @GET
    @Path("/prices/comparison")
    @Operation(summary = "CNY per million output tokens of a model on each chip, at measured speed, cheapest first")
    ChipComparison comparison(@QueryParam("model") @Nullable String model);

    @POST
    @Path("/estimates")
    @Operation(summary = "What a chip-hour costs the organisation now, before and after its subsidy; nothing is stored")
    List<ChipEstimate> estimate(@Valid @NotNull EstimateRequest request);
}
