package dev.aquifer.billing.api.month;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The close of months, for the operator.
@Path("/api/operator/closes")
@Tag(name = "Month close")
public interface CloseApi {
    @GET
    @Operation(summary = "The closes of months, newest first")
    List<CloseRunView> closes();

    @POST
    @Operation(
            summary = "Close a month that has ended, now",
            description =
                    "Without this it is closed by itself when the grace is over. Starting again what runs, was stopped or is"
                            + " done changes nothing that is closed.")
    CloseRunView start(@Valid @NotNull StartClose request);

    @POST
    @Path("/{month}/stop")
    @Operation(summary = "Stop after the organisation that is being closed; what is closed stays closed")
    CloseRunView stop(@PathParam("month") String month);
}
