package dev.aquifer.billing.api.price;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/operator/price-books")
@Tag(name = "Price books")
public interface RepricingApi {
    @GET
    @Path("/{book}/preview")
    @Operation(summary = "A month re-priced under this book, by organisation; without `month`, the last one")
    RepriceView preview(@PathParam("book") String version, @QueryParam("month") @Nullable String month);
}
