package dev.aquifer.billing.api.payment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The operator's side of money. POSTs take an `Idempotency-Key`.
@Path("/api")
@Tag(name = "Payments")
public interface TreasuryApi {
    @GET
    @Path("/operator/bank-payments")
    @Operation(summary = "Payments at the bank, newest first (operators only)")
    List<BankPaymentView> bankPayments(@QueryParam("unmatched") @DefaultValue("false") boolean unmatched);

    @POST
    @Path("/operator/bank-payments")
    @Operation(
            summary = "Record a payment that came in; matched by the transfer reference in its remark (operators only)",
            description =
                    "The same bank reference again answers with the payment that is there; with another amount 409.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    BankPaymentView recordBankPayment(@Valid @NotNull RecordBankPayment request);

    @POST
    @Path("/operator/bank-payments/{payment}/match")
    @Operation(summary = "Say to whom an unmatched payment belongs (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    BankPaymentView matchBankPayment(@PathParam("payment") UUID payment, @Valid @NotNull MatchBankPayment request);

    @POST
    @Path("/operator/bank-payments/{payment}/reversal")
    @Operation(
            summary = "Take back a payment that was recorded wrongly (operators only)",
            description =
                    "Bills that it paid are open again, and prepaid goes; what bills took of that prepaid they owe again,"
                            + " the newest first. 409 if some of it was refunded. The line can then be recorded anew.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    BankPaymentView reverseBankPayment(@PathParam("payment") UUID payment, @Valid @NotNull ReverseBankPayment request);

    @GET
    @Path("/operator/refunds")
    @Operation(summary = "Refunds that wait for an answer, oldest first (operators only)")
    List<RefundView> openRefunds();

    @GET
    @Path("/operator/tenants/{organisation}/money")
    @Operation(summary = "A tenant's money: balance, transfers, payments, refunds, credit notes (operators only)")
    TenantMoney money(@PathParam("organisation") UUID organisation);

    @POST
    @Path("/operator/tenants/{organisation}/refunds/{refund}/answer")
    @Operation(summary = "Pay or refuse a refund (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    RefundView answerRefund(
            @PathParam("organisation") UUID organisation,
            @PathParam("refund") UUID refund,
            @Valid @NotNull AnswerRefund request);

    @POST
    @Path("/operator/tenants/{organisation}/credit-notes")
    @Operation(summary = "Lower the net of a charge; the subsidy on it follows (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    CreditNoteView issueCreditNote(
            @PathParam("organisation") UUID organisation, @Valid @NotNull IssueCreditNote request);

    @POST
    @Path("/operator/tenants/{organisation}/write-offs")
    @Operation(summary = "Give up a bill's debt, or a part of it (operators only)")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    PaymentView writeOff(@PathParam("organisation") UUID organisation, @Valid @NotNull WriteOff request);
}
