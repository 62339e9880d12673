package dev.aquifer.platform.api.lease;

import dev.aquifer.platform.api.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/leases")
@Tag(name = "Leases")
public interface LeaseApi {
    @GET
    @Operation(summary = "The organisation's leases, newest first")
    Page<LeaseView> list(@QueryParam("after") @Nullable UUID after, @QueryParam("limit") @DefaultValue("50") int limit);
}
