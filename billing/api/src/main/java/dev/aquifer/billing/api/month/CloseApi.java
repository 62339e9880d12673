package dev.aquifer.billing.api.month;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The close of months, for the operator.
@Path("/api")
@Tag(name = "Month close")
public interface CloseApi {
    @GET
    @Path("/operator/closes")
    @Operation(summary = "The closes of months, newest first")
    List<CloseRunView> closes();

    @POST
    @Path("/operator/closes")
    @Operation(
            summary = "Close a month that has ended, now",
            description =
                    "Without this it is closed by itself when the grace is over. Starting again what runs, was stopped or is"
                            + " done changes nothing that is closed.")
    CloseRunView start(@Valid @NotNull StartClose request);

    @POST
    @Path("/operator/closes/{month}/stop")
    @Operation(summary = "Stop after the organisation that is being closed; what is closed stays closed")
    CloseRunView stop(@PathParam("month") String month);

    @POST
    @Path("/operator/tenants/{organisation}/closes/{month}/release")
    @Operation(
            summary = "Release a bill that stands out, so that it closes",
            description =
                    "A bill that is many times the median of the bills before it waits for this. It closes with the next"
                            + " look of the close, unless it has grown meanwhile.")
    BillRelease release(
            @PathParam("organisation") UUID organisation,
            @PathParam("month") String month,
            @Valid @NotNull ReleaseBill request);
}
