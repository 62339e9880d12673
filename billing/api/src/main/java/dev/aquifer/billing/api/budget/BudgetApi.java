package dev.aquifer.billing.api.budget;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Budgets of the organisation that the header `Aquifer-Organisation` names. Every member reads; owners and finance
/// change them.
@Path("/api/budgets")
@Tag(name = "Budgets")
public interface BudgetApi {
    @GET
    @Operation(summary = "The organisation's budgets with what is spent and how the month may end")
    List<BudgetView> list();

    @POST
    @Operation(summary = "Set a budget; one for each thing")
    BudgetView create(@Valid @NotNull SaveBudget request);

    @PUT
    @Path("/{budget}")
    @Operation(summary = "Change a budget's amount, thresholds or pause; its scope and subject stay")
    BudgetView change(@PathParam("budget") UUID budget, @Valid @NotNull SaveBudget request);

    @DELETE
    @Path("/{budget}")
    @Operation(summary = "Remove a budget; calls that it paused go on")
    void remove(@PathParam("budget") UUID budget);
}
