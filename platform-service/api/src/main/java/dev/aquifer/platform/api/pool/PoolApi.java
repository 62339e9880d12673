package dev.aquifer.platform.api.pool;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/pools")
@Tag(name = "Pools")
public interface PoolApi {
    @GET
    @Operation(summary = "All pools with what is free in them now")
    List<PoolView> list();
}
