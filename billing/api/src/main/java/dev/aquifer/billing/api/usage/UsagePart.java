package dev.aquifer.billing.api.usage;

import java.util.List;

/// One part of a split.
///
/// @param values one for each dimension of the split: a day `2026-11-24`, an hour `2026-11-24T20:00+08:00`, an id, a
/// label, a chip type or a bucket; empty where there is none (a lease has no key)
/// @param names what people call them; for keys `playground` or the id, since billing does not know the names of keys
public record UsagePart(List<String> values, List<String> names, UsageFigures figures) {
    public UsagePart {
        values = List.copyOf(values);
        names = List.copyOf(names);
    }
}
