package dev.aquifer.gateway.inference;

import java.util.concurrent.atomic.AtomicLongArray;

/// Counts failed keys by address and minute, in a table of fixed size and without a lock. Two addresses may share a
/// cell; that only touches callers who themselves present a wrong key, as good keys never come here.
final class FailedKeys {
    private static final int CELLS = 1 << 12;

    private final AtomicLongArray cells = new AtomicLongArray(CELLS);
    private final int most;

    FailedKeys(int most) {
        this.most = most;
    }

    /// Notes a failure. True if this address has had its failures for this minute.
    boolean exceeded(String address, long epochMillis) {
        long minute = epochMillis / 60_000;
        int hash = address.hashCode();
        int cell = (hash ^ (hash >>> 16)) & (CELLS - 1);
        while (true) {
            long before = cells.get(cell);
            long count = before >>> 24 == minute ? before & 0xffffff : 0;
            long after = (minute << 24) | Math.min(count + 1, 0xffffff);
            if (cells.compareAndSet(cell, before, after)) {
                return count >= most;
            }
        }
    }
}
