package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param organisation to which it was matched, @param organisationName its name; both null while unmatched
/// @param reversal null unless it was taken back
public record BankPaymentView(
        UUID id,
        String bankReference,
        Money amount,
        LocalDate receivedOn,
        String payer,
        String remark,
        Instant recordedAt,
        @Nullable UUID organisation,
        @Nullable String organisationName,
        @Nullable Reversal reversal) {

    /// @param by the operator's name
    public record Reversal(Instant at, String by, String reason) {}
}
