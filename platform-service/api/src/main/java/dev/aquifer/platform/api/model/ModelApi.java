package dev.aquifer.platform.api.model;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The catalogue and the organisation's own uploads.
@Path("/api/models")
@Tag(name = "Models")
public interface ModelApi {
    @GET
    @Operation(summary = "The operator's catalogue and the organisation's own models, by name")
    List<ModelView> list();

    @GET
    @Path("/{model}")
    @Operation(summary = "One model")
    ModelView get(@PathParam("model") UUID model);

    @GET
    @Path("/{model}/fit")
    @Operation(summary = "On which pools the model runs, with the memory estimate and the reasons where it does not")
    ModelFit fit(@PathParam("model") UUID model);

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Upload a GGUF file; its header is read and verified before it is kept")
    ModelView upload(@QueryParam("name") @NotBlank @Size(max = 60) String name, InputStream file);

    @DELETE
    @Path("/{model}")
    @Operation(summary = "Delete an own model that no deployment uses")
    void delete(@PathParam("model") UUID model);
}
