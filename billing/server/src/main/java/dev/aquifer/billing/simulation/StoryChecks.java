package dev.aquifer.billing.simulation;

import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.subsidy.Grant;
import dev.aquifer.billing.subsidy.Programme;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/// What a step must keep to that can only be said while its story is played.
final class StoryChecks {
    private StoryChecks() {}

    static void within(int number, BigDecimal ratio, Programme programme) throws Mistake {
        if (ratio.compareTo(programme.maxRatio()) > 0) {
            throw new Mistake(
                    number,
                    "ratio",
                    "must be at most " + programme.maxRatio().toPlainString() + ", the maxRatio of " + programme.code()
                            + "; it is " + ratio.toPlainString());
        }
    }

    static void fresh(int number, String what, String id, Map<String, ?> known) throws Mistake {
        if (known.containsKey(id)) {
            throw new Mistake(number, "id", "must be unique; there is a " + what + " " + id + " already");
        }
    }

    /// A ratio from before a grant's start would change nothing: the grant's own first version stands in front
    /// of it.
    static void inGrant(int number, Grant grant, Instant from) throws Mistake {
        if (from.isBefore(grant.from()) || !from.isBefore(grant.until())) {
            throw new Mistake(
                    number,
                    "from",
                    "must lie within the grant, from " + local(grant.from()) + " until " + local(grant.until())
                            + "; it is " + local(from));
        }
    }

    static void beforeEnd(int number, Grant grant, Instant from) throws Mistake {
        if (!from.isBefore(grant.until())) {
            throw new Mistake(
                    number,
                    "from",
                    "must be before the grant ends, " + local(grant.until()) + "; it is " + local(from));
        }
    }

    static void versions(int number, int versions, Limits limits) throws Mistake {
        if (versions > limits.versions()) {
            throw new Mistake(
                    number,
                    "grant",
                    "must be a grant with at most " + limits.versions() + " versions of its ratio; this is one more");
        }
    }

    static void inTime(int number, long nanoseconds, Limits limits) throws Mistake {
        if (nanoseconds > limits.time().toNanos()) {
            throw new Mistake(
                    number,
                    "op",
                    "was not reached within " + limits.time().toSeconds()
                            + " s: the scenario must be shorter, or be played by ./aquifer simulate");
        }
    }

    private static OffsetDateTime local(Instant at) {
        return at.atZone(ServiceTime.ZONE).toOffsetDateTime();
    }
}
