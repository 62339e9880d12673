package dev.aquifer.billing.api.quarantine;

import dev.aquifer.billing.api.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/operator/quarantine")
@Tag(name = "Quarantine")
public interface QuarantineApi {
    @GET
    @Operation(summary = "Facts that could not be read, newest first (operators only)")
    Page<QuarantinedFact> list(
            @QueryParam("after") @Nullable UUID after, @QueryParam("limit") @DefaultValue("50") int limit);
}
