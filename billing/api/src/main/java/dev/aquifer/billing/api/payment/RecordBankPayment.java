package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/// A line of the platform's bank statement.
///
/// @param bankReference the bank's own number: the same number again is the same payment
/// @param remark what the payer wrote; the transfer reference is looked for in it
public record RecordBankPayment(
        @NotBlank @Size(max = 100) String bankReference,
        @NotNull Money amount,
        @NotNull LocalDate receivedOn,
        @NotBlank @Size(max = 200) String payer,
        @NotNull @Size(max = 500) String remark) {}
