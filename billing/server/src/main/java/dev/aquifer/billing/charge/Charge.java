package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.Rate;
import dev.aquifer.billing.price.Spread;
import dev.aquifer.billing.price.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rated line: one lease, one bucket of a deployment's tokens, or one model's file, on one service day, at one
/// price; or a fee of a month.
///
/// @param month of the bill; after the day's own month if that was closed before the fact came
/// @param deploymentName of storage the model's name
/// @param item the chip's name, the model's slug or the class of storage, @param chips held; null for tokens
/// @param quantity chip-seconds, tokens or byte-seconds, exact
/// @param unitPrice CNY per chip-hour, million tokens or GiB-day; with a tally that of the first unit
/// @param priceBook version of the price book or contract
/// @param tally what the price counts over (see [Tallies]); null if the charge stands for itself
/// @param discountRate taken off the list amount
/// @param from, @param until service interval; of tokens the day, cut where the price changes
/// @param list the exact amount, rounded half up once, @param discount list × rate, half up, @param net list −
/// discount
/// @param working how the list amount came about, where it is more than quantity × price
/// @param revision counts the postings
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
        @Nullable String tally,
        BigDecimal discountRate,
        Instant from,
        Instant until,
        Money list,
        Money discount,
        Money net,
        @Nullable String working,
        int revision,
        Instant changedAt) {

    /// What the unit price is for, in units of the quantity.
    public BigDecimal per() {
        return unit().per();
    }

    public Unit unit() {
        return switch (kind) {
            case LEASE -> Unit.CHIP_HOUR;
            case TOKENS -> Unit.MILLION_TOKENS;
            case STORAGE -> Unit.GIB_DAY;
            case FEE -> Unit.ONCE;
        };
    }

    /// The quantity in the unit in which it is shown: of storage GiB-hours, rounded half up to 10 decimals.
    public BigDecimal shown(BigDecimal metered) {
        if (kind != ChargeKind.STORAGE) {
            return metered;
        }
        BigDecimal hours =
                metered.divide(Unit.GIB_DAY.count(), 10, RoundingMode.HALF_UP).stripTrailingZeros();
        return hours.scale() < 0 ? hours.setScale(0) : hours;
    }

    /// The name that subsidy and ledger know the kind by.
    public String kindName() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// The charge with another quantity and end, rated anew by itself. The revision goes up if the net changed.
    Charge rated(BigDecimal newQuantity, Instant newUntil, Instant now) {
        return with(newQuantity, newUntil, unitPrice, Rounding.charge(newQuantity, unitPrice, per()), null, now);
    }

    /// The charge with another quantity and end, and the amount that it had.
    Charge counted(BigDecimal newQuantity, Instant newUntil, Instant now) {
        return with(newQuantity, newUntil, unitPrice, list, working, now);
    }

    /// Whether this is its part of a month's count already.
    boolean has(Spread.Part part) {
        return part.list().compareTo(list) == 0
                && part.unitPrice().compareTo(unitPrice) == 0
                && part.working().equals(working);
    }

    /// The charge with its part of a month's count.
    Charge spread(Spread.Part part, Instant now) {
        return with(quantity, until, part.unitPrice(), part.list(), part.working(), now);
    }

    /// The same use at another rate, as it is before it is rated.
    Charge under(Rate rate) {
        YearMonth service = ServiceTime.month(day);
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
                quantity,
                rate.pricing(service).marginal(BigDecimal.ZERO, BigDecimal.ZERO, rate.unit()),
                rate.book(),
                rate.tally(service),
                rate.discount(),
                from,
                until,
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                null,
                0,
                changedAt);
    }

    /// This charge as the next posting of the one that stood before.
    Charge after(Charge old) {
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
                quantity,
                unitPrice,
                priceBook,
                tally,
                discountRate,
                from,
                until,
                list,
                discount,
                net,
                working,
                old.revision + 1,
                changedAt);
    }

    private Charge with(
            BigDecimal newQuantity,
            Instant newUntil,
            BigDecimal newPrice,
            Money newList,
            @Nullable String newWorking,
            Instant now) {
        Money newDiscount = Rounding.discount(newList, discountRate);
        Money newNet = newList.minus(newDiscount);
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
                newPrice,
                priceBook,
                tally,
                discountRate,
                from,
                newUntil,
                newList,
                newDiscount,
                newNet,
                newWorking,
                newNet.compareTo(net) == 0 ? revision : revision + 1,
                now);
    }

    /// The charge as one that stands on a later bill than that of its month of service: another one, with an id of
    /// its own, for what came after that month was closed.
    Charge onLaterBill(YearMonth bill, Instant laterFrom, Instant laterUntil) {
        return moved(idOf(id, bill), bill, laterFrom, laterUntil);
    }

    /// The charge as another one, for chips of its origin, where there is one of this id for chips of another.
    Charge ofOtherOrigin() {
        return moved(idOf(id, chipOrigin), month, from, until);
    }

    private Charge moved(UUID otherId, YearMonth bill, Instant otherFrom, Instant otherUntil) {
        return new Charge(
                organisation,
                otherId,
                kind,
                day,
                bill,
                lease,
                deployment,
                deploymentName,
                item,
                bucket,
                simulated,
                purpose,
                chipOrigin,
                chips,
                quantity,
                unitPrice,
                priceBook,
                tally,
                discountRate,
                otherFrom,
                otherUntil,
                list,
                discount,
                net,
                working,
                revision,
                changedAt);
    }

    /// The ids of the charges that what it is for can have on bills: its own, and those on later bills up to the
    /// given one (see [#onLaterBill]). Another stretch of the same price book on the same day has others.
    List<UUID> idsThrough(YearMonth bill) {
        List<UUID> ids = new ArrayList<>(List.of(id));
        for (YearMonth later = ServiceTime.month(day).plusMonths(1);
                !later.isAfter(bill);
                later = later.plusMonths(1)) {
            ids.add(idOf(id, later));
        }
        return ids;
    }

    /// The fee with another amount; without any, nothing of it stands on a bill.
    Charge owing(Money amount, String why, Instant now) {
        return with(amount.isZero() ? BigDecimal.ZERO : BigDecimal.ONE, until, amount.yuan(), amount, why, now);
    }

    /// What names all that late facts take off this fee on one later bill, so that a bill made again says the same.
    public UUID correctionOn(YearMonth bill) {
        return idOf(id, bill, "correction");
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
