package dev.aquifer.billing.api.invoice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Data for invoices: of the organisation that the header `Aquifer-Organisation` names, and of all for the operator.
@Path("/api")
@Tag(name = "Invoices")
public interface InvoiceApi {
    @GET
    @Path("/invoices")
    @Operation(summary = "The buyer and the invoices that were asked for")
    InvoicesView invoices();

    @PUT
    @Path("/invoices/buyer")
    @Operation(summary = "Say to whom invoices are made out; those that were asked for stay as they are")
    InvoicesView buyer(@Valid @NotNull Buyer buyer);

    @POST
    @Path("/bills/{month}/invoice")
    @Operation(
            summary = "Ask for the invoice of a closed bill: what its charges cost by now and VAT, before subsidy",
            description = "Credit notes on charges of this bill are taken off, those on charges of other bills are not:"
                    + " these belong to the other bills' invoices.")
    InvoiceView ask(@PathParam("month") String month);

    @GET
    @Path("/invoices/csv")
    @Produces("text/csv")
    @Operation(summary = "The invoices as CSV")
    byte[] file();

    @GET
    @Path("/operator/invoices")
    @Operation(summary = "The invoices of all organisations, newest first, at most 500")
    List<InvoiceView> operatorsInvoices();

    @GET
    @Path("/operator/invoices/csv")
    @Produces("text/csv")
    @Operation(summary = "The invoices of all organisations as CSV, for the tax system")
    byte[] operatorsFile();

    @POST
    @Path("/operator/tenants/{organisation}/invoices/{invoice}/issued")
    @Operation(summary = "Keep the number and date under which the tax system issued an invoice")
    InvoiceView issued(
            @PathParam("organisation") UUID organisation,
            @PathParam("invoice") UUID invoice,
            @Valid @NotNull IssuedInvoice issued);

    @POST
    @Path("/operator/tenants/{organisation}/invoices/{invoice}/red-letter")
    @Operation(
            summary = "Ask for a red-letter invoice that reverses an issued one: for a credit note, or in full",
            description = "A credit note on a charge whose bill has an invoice asks for its red-letter invoice itself.")
    InvoiceView redLetter(
            @PathParam("organisation") UUID organisation,
            @PathParam("invoice") UUID invoice,
            @Valid @NotNull RedLetter request);
}
