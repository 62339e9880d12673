package dev.aquifer.platform.api.chip;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/chips")
@Tag(name = "Chips")
public interface ChipApi {
    @GET
    @Operation(summary = "The chip catalogue: all types, by maker and name")
    List<ChipTypeView> list();
}
