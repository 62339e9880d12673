package dev.aquifer.billing.api.price;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Price books and contracts, for operators.
@Path("/api/operator/price-books")
@Tag(name = "Price books")
public interface PriceBookApi {
    @GET
    @Operation(summary = "All price books and contracts, drafts first, then by their beginning, newest first")
    List<BookSummary> list();

    @GET
    @Path("/{book}")
    @Operation(summary = "A price book with its entries")
    BookView book(@PathParam("book") String version);

    @POST
    @Operation(summary = "Begin a draft")
    BookView create(@Valid @NotNull SaveBook draft);

    @PUT
    @Path("/{book}")
    @Operation(summary = "Save a draft, whole; refused if somebody else has saved it since")
    BookView save(@PathParam("book") String version, @Valid @NotNull SaveBook draft);

    @DELETE
    @Path("/{book}")
    @Operation(summary = "Throw a draft away")
    void discard(@PathParam("book") String version);

    @POST
    @Path("/{book}/publish")
    @Operation(summary = "Publish a draft: from then on it is never changed")
    BookView publish(@PathParam("book") String version, @Valid @NotNull PublishBook request);

    @GET
    @Path("/{book}/entries.csv")
    @Produces("text/csv")
    @Operation(summary = "The entries as CSV")
    String csv(@PathParam("book") String version);

    @PUT
    @Path("/{book}/entries.csv")
    @Consumes({"text/csv", MediaType.APPLICATION_OCTET_STREAM})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a draft's entries by those of a CSV; refused whole, naming the line, if any is wrong")
    BookView importCsv(@PathParam("book") String version, String csv);
}
