package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Bills of the organisation that the header `Aquifer-Organisation` names.
@Path("/api")
@Tag(name = "Bills")
public interface BillApi {
    @GET
    @Path("/bills")
    @Operation(summary = "The organisation's months, newest first; the running one is always there")
    List<BillSummary> bills();

    @GET
    @Path("/bills/{month}")
    @Operation(summary = "One month with all its charges, e.g. 2026-11")
    BillView bill(@PathParam("month") String month);

    @GET
    @Path("/bills/{month}/document")
    @Produces("application/json")
    @Operation(
            summary = "The closed bill as it is stored, byte for byte",
            description =
                    "Canonical JSON (RFC 8785). Its SHA-256 stands on the bill; it names that of the bill before.")
    byte[] document(@PathParam("month") String month);

    @GET
    @Path("/bills/{month}/csv")
    @Produces("text/csv")
    @Operation(
            summary = "The bill as CSV, a row for each line; the sums are the bill's",
            description =
                    "language: en for programs; zh for readers of Chinese clouds' bills: Chinese heads, list price,"
                            + " discount, subsidy, due.")
    byte[] csv(@PathParam("month") String month, @QueryParam("language") @DefaultValue("en") String language);

    @GET
    @Path("/bills/{month}/focus")
    @Produces("text/csv")
    @Operation(summary = "The bill in the columns of FOCUS 1.2; the sum of BilledCost is the payable amount")
    byte[] focus(@PathParam("month") String month);

    @GET
    @Path("/bills/{month}/pdf")
    @Produces("application/pdf")
    @Operation(summary = "The closed bill as PDF, in Chinese (zh) or English (en)")
    byte[] pdf(@PathParam("month") String month, @QueryParam("language") @DefaultValue("zh") String language);

    @GET
    @Path("/bills/{month}/package")
    @Produces("application/zip")
    @Operation(
            summary = "The closed bill with all its files in one ZIP",
            description =
                    "The stored document, CSV, FOCUS and PDF files, and SHA256SUMS, which sha256sum checks without us.")
    byte[] pack(@PathParam("month") String month);

    @GET
    @Path("/charges/{charge}")
    @Operation(summary = "A charge with its arithmetic, accruals and postings")
    ChargeDetail charge(@PathParam("charge") UUID charge);

    @GET
    @Path("/charges/{charge}/facts")
    @Operation(summary = "The facts behind a charge, oldest first")
    Page<FactView> facts(
            @PathParam("charge") UUID charge,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit);

    @GET
    @Path("/usage")
    @Operation(summary = "Tokens, requests and cost of the running month")
    UsageSummary usage();

    @GET
    @Path("/requests")
    @Operation(summary = "Requests as they were metered, newest first")
    Page<RequestView> requests(
            @QueryParam("request") @Nullable String request,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit);
}
