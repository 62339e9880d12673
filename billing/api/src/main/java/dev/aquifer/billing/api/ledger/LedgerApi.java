package dev.aquifer.billing.api.ledger;

import dev.aquifer.billing.api.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// An organisation's own book, for those who read its bills: owner, finance and viewer.
@Path("/api/ledger")
@Tag(name = "Ledger")
public interface LedgerApi {
    @GET
    @Path("/accounts")
    @Operation(
            summary = "Trial balance of the organisation's book",
            description =
                    "at: booked before this instant (ISO 8601); month: bills up to this one. One or none of them.")
    TrialBalance accounts(@QueryParam("at") @Nullable String at, @QueryParam("month") @Nullable String month);

    @GET
    @Path("/entries")
    @Operation(summary = "The entries of an account, newest first; read on with after = transaction of the last one")
    Page<EntryView> entries(
            @QueryParam("account") String account,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit);

    @GET
    @Path("/transactions/{transaction}")
    @Operation(summary = "One transaction with all its postings, its charge and its seal")
    TransactionView transaction(@PathParam("transaction") UUID transaction);

    @GET
    @Path("/seals")
    @Operation(summary = "The newest seals of the organisation's book, newest first")
    List<SealView> seals();

    @GET
    @Path("/journal")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The organisation's book as a plain-text journal that hledger reads")
    Response journal();
}
