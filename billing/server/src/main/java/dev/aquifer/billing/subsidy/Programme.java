package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.ServiceTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The part of a programme that accruals follow from. All of it is data: no city has code of its own.
///
/// @param from, @param until service time, half open
/// @param kinds of charges that it pays for, @param purposes likewise; empty: all
/// @param budget CNY; null: none, @param organisationCeiling CNY per calendar year of service; null: none
/// @param priority the smaller number is served first
/// @param minSpend eligible net in a calendar year below which nothing accrues (R10); null: none
/// @param mode how it is paid, @param group programmes of one group exclude each other for one charge; null: none
/// @param lateDays after the end of service beyond which a late charge accrues nothing (R14); null: none
/// @param bearer who bears what a settlement falls short by (R15)
/// @param place among programmes of one priority: when it was published first, or where it stands in a scenario
public record Programme(
        UUID id,
        String code,
        Instant from,
        Instant until,
        BigDecimal maxRatio,
        BigDecimal domesticBonus,
        Set<String> kinds,
        Set<String> purposes,
        @Nullable Money budget,
        @Nullable Money organisationCeiling,
        int priority,
        @Nullable Money minSpend,
        Mode mode,
        @Nullable String group,
        @Nullable Integer lateDays,
        Bearer bearer,
        long place) {

    /// Who is served first (R9): by priority, then by place; the same for real facts and simulations.
    static final Comparator<Programme> ORDER = Comparator.comparingInt(Programme::priority)
            .thenComparingLong(Programme::place)
            .thenComparing(Programme::id);

    /// DEDUCT: taken off the bill, the platform claims it. REIMBURSE: the programme pays the organisation (R17).
    public enum Mode {
        DEDUCT,
        REIMBURSE
    }

    /// Who bears a shortfall.
    public enum Bearer {
        ORGANISATION,
        PLATFORM
    }

    public Programme {
        kinds = Set.copyOf(kinds);
        purposes = Set.copyOf(purposes);
    }

    /// R4 without the times.
    boolean covers(String kind, String purpose) {
        return (kinds.isEmpty() || kinds.contains(kind)) && (purposes.isEmpty() || purposes.contains(purpose));
    }

    boolean runs(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /// R5: the granted ratio, more for domestic chips, at most the programme's; no bonus on nothing.
    BigDecimal ratio(BigDecimal granted, boolean domestic) {
        if (granted.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return (domestic ? granted.add(domesticBonus) : granted).min(maxRatio);
    }

    /// R14: whether the charge came too late. What counts is the time from the end of its service to the start
    /// of the bill month on which it was posted: that is stored, so that every recalculation finds the same.
    boolean late(ChargeNow charge) {
        return lateDays != null
                && Duration.between(charge.until(), ServiceTime.start(charge.month()))
                                .compareTo(Duration.ofDays(lateDays))
                        > 0;
    }

    boolean excludes(Programme other) {
        return group != null && group.equals(other.group) && !id.equals(other.id);
    }

    public boolean deducts() {
        return mode == Mode.DEDUCT;
    }
}
