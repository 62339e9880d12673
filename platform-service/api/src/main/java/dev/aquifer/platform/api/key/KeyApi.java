package dev.aquifer.platform.api.key;

import dev.aquifer.platform.api.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// API keys of the organisation that the header `Aquifer-Organisation` names.
@Path("/api/keys")
@Tag(name = "Keys")
public interface KeyApi {
    @GET
    @Operation(summary = "The organisation's keys, newest first; revoked ones stay in the list")
    Page<KeyView> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit);

    @POST
    @Operation(summary = "Make a key; the answer holds the secret, which is shown this once")
    CreatedKey create(@Valid @NotNull CreateKey request);

    @POST
    @Path("/playground")
    @Operation(summary = "Make a key for one playground session; it expires within an hour")
    CreatedKey playground();

    @DELETE
    @Path("/{key}")
    @Operation(summary = "Revoke a key; it stops within two seconds, for good")
    KeyView revoke(@PathParam("key") UUID key);
}
