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

/// The books of all organisations, and of the platform itself, for operators.
@Path("/api/operator/ledger")
@Tag(name = "Ledger")
public interface PlatformLedgerApi {
    @GET
    @Path("/accounts")
    @Operation(
            summary = "Trial balance of all books, or of one organisation's (operators only)",
            description =
                    "at: booked before this instant (ISO 8601); month: bills up to this one. One or none of them.")
    TrialBalance accounts(
            @QueryParam("organisation") @Nullable UUID organisation,
            @QueryParam("at") @Nullable String at,
            @QueryParam("month") @Nullable String month);

    @GET
    @Path("/entries")
    @Operation(
            summary =
                    "The entries of an account, newest first; read on with after = transaction of the last one (operators only)")
    Page<EntryView> entries(
            @QueryParam("organisation") @Nullable UUID organisation,
            @QueryParam("account") String account,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit);

    @GET
    @Path("/transactions/{organisation}/{transaction}")
    @Operation(summary = "One transaction with all its postings (operators only)")
    TransactionView transaction(
            @PathParam("organisation") UUID organisation, @PathParam("transaction") UUID transaction);

    @GET
    @Path("/seals")
    @Operation(summary = "The newest seal of each book, newest first (operators only)")
    List<SealView> seals();

    @GET
    @Path("/journal")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "All books as one plain-text journal that hledger reads (operators only)")
    Response journal();
}
