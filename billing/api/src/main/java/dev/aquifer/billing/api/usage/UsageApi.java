package dev.aquifer.billing.api.usage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The usage explorer of the organisation that the header `Aquifer-Organisation` names.
@Path("/api")
@Tag(name = "Usage")
public interface UsageApi {
    @GET
    @Path("/usage/split")
    @Operation(
            summary = "Usage and its cost, split by one or two dimensions",
            description =
                    "Either month (a bill's, e.g. 2026-11; the running one if nothing is said) or from and to (service days)."
                            + " by: DAY, HOUR, DEPLOYMENT, KEY, LABEL, CHIP, BUCKET, at most two. The others narrow it down; - means"
                            + " those without.")
    UsageSplit split(
            @QueryParam("by") List<String> by,
            @QueryParam("month") @Nullable String month,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("deployment") @Nullable String deployment,
            @QueryParam("key") @Nullable String key,
            @QueryParam("label") @Nullable String label,
            @QueryParam("chip") @Nullable String chip,
            @QueryParam("bucket") @Nullable String bucket);

    @GET
    @Path("/usage/split.csv")
    @Produces("text/csv")
    @Operation(summary = "The same as a CSV file (UTF-8, decimal point), without a bound on its rows")
    String csv(
            @QueryParam("by") List<String> by,
            @QueryParam("month") @Nullable String month,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("deployment") @Nullable String deployment,
            @QueryParam("key") @Nullable String key,
            @QueryParam("label") @Nullable String label,
            @QueryParam("chip") @Nullable String chip,
            @QueryParam("bucket") @Nullable String bucket);

    @GET
    @Path("/usage/anomalies")
    @Operation(summary = "Deployments and keys whose cost of today or yesterday left its usual band, with the reason")
    List<AnomalyView> anomalies();

    @GET
    @Path("/usage/labels")
    @Operation(summary = "Labels of keys and deployments")
    List<LabelView> labels();

    @PUT
    @Path("/usage/labels/{kind}/{subject}")
    @Operation(summary = "Label a KEY or DEPLOYMENT; usage is split by it from its first day on")
    LabelView label(
            @PathParam("kind") String kind, @PathParam("subject") UUID subject, @Valid @NotNull SetLabel request);

    @DELETE
    @Path("/usage/labels/{kind}/{subject}")
    @Operation(summary = "Take the label off a KEY or DEPLOYMENT")
    void unlabel(@PathParam("kind") String kind, @PathParam("subject") UUID subject);
}
