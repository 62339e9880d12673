package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/// What the programme paid of a claim, in one sum; 0.00 is a rejection.
///
/// @param paid at most the claim, @param reference of the payment, @param paidOn day in Asia/Shanghai
public record Settle(
        @NotNull Money paid,
        @NotBlank @Size(max = 100) String reference,
        @NotNull LocalDate paidOn,
        @NotBlank @Size(max = 2000) String reasons) {}
