package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A part of a charge in which nothing changes under a programme: net × ratio, towards zero to the fen, is the
/// entitlement; those of all segments add up to the accrual's.
///
/// @param net share of the charge's net by length of time, by largest remainder: all segments add up to the net
/// @param eligible false: outside the programme or the grant, nothing is paid
/// @param ratio with the bonus for domestic chips; 0 where nothing is paid
/// @param version of the grant's ratio that is in force; null where there is none
public record AccrualSegment(
        Instant from,
        Instant until,
        Money net,
        boolean eligible,
        BigDecimal ratio,
        @Nullable UUID version,
        Money entitlement) {}
