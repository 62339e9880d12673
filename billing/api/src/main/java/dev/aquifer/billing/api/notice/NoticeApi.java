package dev.aquifer.billing.api.notice;

import dev.aquifer.billing.api.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Notices of the organisation that the header `Aquifer-Organisation` names, and the ways that they take. Every
/// member reads; owners and finance change the ways.
@Path("/api")
@Tag(name = "Notices")
public interface NoticeApi {
    @GET
    @Path("/notices")
    @Operation(summary = "What the organisation was told, newest first; in zh or en by `language`")
    Page<NoticeView> notices(
            @QueryParam("language") @DefaultValue("en") String language,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit);

    @GET
    @Path("/notices/unread")
    @Operation(summary = "How many of them the person has not read")
    UnreadView unread();

    @POST
    @Path("/notices/{notice}/read")
    @Operation(summary = "This notice and all before it are read by the person")
    UnreadView read(@PathParam("notice") UUID notice);

    @POST
    @Path("/notices/test")
    @Operation(summary = "Send a notice to try the ways; five an hour")
    void test();

    @GET
    @Path("/notices/addresses")
    @Operation(summary = "E-mail addresses that notices go to")
    List<AddressView> addresses();

    @POST
    @Path("/notices/addresses")
    @Operation(
            summary =
                    "Send notices to an e-mail address, too, once somebody has followed the link that is mailed to it")
    AddressView addAddress(@Valid @NotNull AddAddress request);

    @POST
    @Path("/notices/addresses/confirm")
    @Operation(
            summary =
                    "The mailed link was followed: notices go to its address from now on; for everyone who has the link")
    ConfirmedAddress confirmAddress(@Valid @NotNull ConfirmAddress request);

    @DELETE
    @Path("/notices/addresses/{address}")
    @Operation(summary = "Send nothing more to this address")
    void removeAddress(@PathParam("address") UUID address);

    @GET
    @Path("/webhooks")
    @Operation(summary = "Where notices are posted to")
    List<WebhookView> webhooks();

    @POST
    @Path("/webhooks")
    @Operation(summary = "Post notices to a URL; the answer holds the secret that signs them, shown this once")
    AddedWebhook addWebhook(@Valid @NotNull AddWebhook request);

    @DELETE
    @Path("/webhooks/{webhook}")
    @Operation(summary = "Post nothing more to this URL")
    void removeWebhook(@PathParam("webhook") UUID webhook);

    @GET
    @Path("/deliveries")
    @Operation(summary = "What was sent by mail and webhook and what became of it, newest first")
    Page<DeliveryView> deliveries(
            @QueryParam("after") @Nullable UUID after, @QueryParam("limit") @DefaultValue("50") int limit);

    @POST
    @Path("/deliveries/{delivery}/again")
    @Operation(summary = "Send it again now, under the same id")
    DeliveryView again(@PathParam("delivery") UUID delivery);
}
