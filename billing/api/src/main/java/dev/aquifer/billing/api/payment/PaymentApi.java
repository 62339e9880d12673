package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The tenant's side of money. POSTs take an `Idempotency-Key`.
@Path("/api")
@Tag(name = "Payments")
public interface PaymentApi {
    @GET
    @Path("/balance")
    @Operation(summary = "What is available, how it is made up, and which bills are open")
    BalanceView balance();

    @GET
    @Path("/transfers")
    @Operation(summary = "Transfers that were announced, newest first")
    List<TransferView> transfers();

    @POST
    @Path("/transfers")
    @Operation(summary = "Ask for a transfer reference: a top-up, or the payment of a closed bill")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    TransferView askTransfer(@Valid @NotNull AskTransfer request);

    @GET
    @Path("/payments")
    @Operation(summary = "Money that moved, newest first")
    Page<PaymentView> payments(
            @QueryParam("after") @Nullable UUID after, @QueryParam("limit") @DefaultValue("50") int limit);

    @GET
    @Path("/refunds")
    @Operation(summary = "Refunds that were asked for, newest first")
    List<RefundView> refunds();

    @POST
    @Path("/refunds")
    @Operation(summary = "Ask for unused prepaid back; refused above what is refundable")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    RefundView askRefund(@Valid @NotNull AskRefund request);

    @GET
    @Path("/credit-notes")
    @Operation(summary = "Credit notes, newest first")
    List<CreditNoteView> creditNotes();
}
