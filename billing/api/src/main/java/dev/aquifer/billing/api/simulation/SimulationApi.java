package dev.aquifer.billing.api.simulation;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Plays scenarios. For everyone who is signed in; nothing is stored and no organisation's data is touched.
@Path("/api/simulations")
@Tag(name = "Simulations")
@Produces(MediaType.APPLICATION_JSON)
public interface SimulationApi {

    /// @param scenario JSON, in the format of `docs/subsidy.md`
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Play a scenario: accruals, reasons and bills of every step",
            description =
                    "Rates, accrues and bills by the same code as real events do, and stores nothing. A mistake is"
                            + " answered with 400 and names the step, the field and what would be right.")
    SimulationResult simulate(String scenario);

    @GET
    @Path("/samples")
    @Operation(summary = "Scenarios to start from: ids and titles")
    List<SimulationSample> samples();

    @GET
    @Path("/samples/{id}")
    @Operation(summary = "A sample's scenario as it stands in its file")
    String sample(@PathParam("id") String id);
}
