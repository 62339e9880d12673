package dev.aquifer.platform.api.organisation;

import dev.aquifer.platform.api.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Organisations and members. Everything but `mine` and `create` acts in the organisation that the header
/// `Aquifer-Organisation` names.
@Path("/api")
@Tag(name = "Organisations")
public interface OrganisationApi {
    @GET
    @Path("/organisations")
    @Operation(summary = "The organisations that the signed-in person belongs to")
    List<OrganisationView> mine();

    @POST
    @Path("/organisations")
    @Operation(summary = "Create an organisation; the signed-in person becomes its owner")
    OrganisationView create(@Valid @NotNull CreateOrganisation request);

    @GET
    @Path("/members")
    @Operation(summary = "The members of the organisation, by name")
    List<MemberView> members();

    @PUT
    @Path("/members/{person}")
    @Operation(summary = "Give a member another role; the last owner keeps the role")
    MemberView changeRole(@PathParam("person") String person, @Valid @NotNull ChangeRole request);

    @DELETE
    @Path("/members/{person}")
    @Operation(summary = "Remove a member; the last owner stays")
    void remove(@PathParam("person") String person);

    @GET
    @Path("/steps")
    @Operation(summary = "The first steps of the organisation and which of them are done")
    List<StepView> steps();

    @PUT
    @Path("/steps/{step}")
    @Operation(summary = "Note that a first step was done; again is harmless")
    StepView done(@PathParam("step") Step step);

    @GET
    @Path("/operator/organisations")
    @Operation(summary = "All organisations, newest first (operators only)")
    Page<OrganisationView> all(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit);
}
