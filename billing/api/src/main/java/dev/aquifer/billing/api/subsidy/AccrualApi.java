package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.bill.SubsidyLine;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What accrued to the organisation that the header `Aquifer-Organisation` names, and what was claimed of it.
@Path("/api")
@Tag(name = "Subsidies")
public interface AccrualApi {
    @GET
    @Path("/accruals")
    @Operation(summary = "The organisation's accruals on the bill of a month, each with its state")
    List<SubsidyLine> accruals(
            @QueryParam("month") @Nullable @Schema(examples = "2026-11", description = "The running one if left out")
                    String month);

    @GET
    @Path("/claims")
    @Operation(summary = "Claims that hold lines of the organisation, with these lines alone")
    List<OwnClaimView> claims();
}
