package dev.aquifer.billing.api.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was used and what it costs, split. Each charge is rounded once, on the bill; its fen are shared over its
/// hours, keys and chips by largest remainder, so the parts of every split add up to the same sums as the bill.
///
/// @param month the bill whose lines are split; null where service days were asked for
/// @param from, @param to first and last service day, both counted; null with a month
/// @param zone of days and hours
/// @param countedThrough facts that arrived up to here are in it; null if there are none
/// @param parts days and hours in order, all else by cost, largest first
/// @param rest sum of the parts that were left off because there are too many; the CSV holds them all
public record UsageSplit(
        @Nullable YearMonth month,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String zone,
        @Nullable Instant countedThrough,
        List<Dimension> by,
        List<UsagePart> parts,
        int leftOff,
        UsageFigures rest,
        UsageFigures total) {
    public UsageSplit {
        by = List.copyOf(by);
        parts = List.copyOf(parts);
    }
}
