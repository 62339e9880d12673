package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rated line: one lease, or one bucket of a deployment's tokens, on one service day, at one price.
///
/// @param item the chip's name or the model's slug, @param chips held; null for tokens
/// @param quantity chip-seconds or tokens, exact, @param unitPrice CNY per chip-hour or per million tokens
/// @param from, @param until service interval; of tokens the day, cut where the price book changes
/// @param net the exact amount, rounded half up once, @param revision counts the postings
/// @param changedAt when a fact last changed it
public record Charge(
        UUID organisation,
        UUID id,
        ChargeKind kind,
        LocalDate day,
        YearMonth month,
        @Nullable UUID lease,
        @Nullable UUID deployment,
        String deploymentName,
        String item,
        @Nullable Bucket bucket,
        boolean simulated,
        String purpose,
        String chipOrigin,
        @Nullable Integer chips,
        BigDecimal quantity,
        BigDecimal unitPrice,
        String priceBook,
        Instant from,
        Instant until,
        Money net,
        int revision,
        Instant changedAt) {

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /// What the unit price is for, in units of the quantity.
    public BigDecimal per() {
        return switch (kind) {
            case LEASE -> SECONDS_PER_HOUR;
            case TOKENS -> MILLION;
        };
    }

    /// The name that subsidy and ledger know the kind by.
    String kindName() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// The charge with another quantity and end, rated anew. The revision goes up if the rounded amount changed.
    Charge rated(BigDecimal newQuantity, Instant newUntil, Instant now) {
        Money newNet = Rounding.charge(newQuantity, unitPrice, per());
        return new Charge(
                organisation,
                id,
                kind,
                day,
                month,
                lease,
                deployment,
                deploymentName,
                item,
                bucket,
                simulated,
                purpose,
                chipOrigin,
                chips,
                newQuantity,
                unitPrice,
                priceBook,
                from,
                newUntil,
                newNet,
                newNet.compareTo(net) == 0 ? revision : revision + 1,
                now);
    }

    /// An id made from what the charge is for: the same facts make the same ids, in whatever order they come and
    /// in whichever database. UUID version 8 over the SHA-256 of the parts.
    static UUID idOf(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part).append('\n');
        }
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x8000L;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
