package dev.aquifer.billing.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a keyset-paged list.
///
/// @param items at most `limit` of them, in the list's order
/// @param next what to pass as `after` to read on; null on the last page
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
