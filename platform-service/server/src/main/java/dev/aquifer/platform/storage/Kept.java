package dev.aquifer.platform.storage;

import dev.aquifer.platform.api.storage.StorageRecorded;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A file that is kept, and up to where it is metered.
///
/// @param meteredUntil a whole second
record Kept(UUID organisation, UUID model, String name, String slug, long bytes, Instant meteredUntil) {

    /// What is not metered yet, cut at each full hour. A second that is not over is left for the next time.
    ///
    /// @param most so many windows at most; the rest is left for the next time, too
    List<StorageRecorded> windows(Instant until, int most) {
        Instant end = until.truncatedTo(ChronoUnit.SECONDS);
        List<StorageRecorded> windows = new ArrayList<>();
        Instant from = meteredUntil;
        while (from.isBefore(end) && windows.size() < most) {
            Instant hour = from.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            Instant cut = hour.isBefore(end) ? hour : end;
            windows.add(window(from, cut));
            from = cut;
        }
        return windows;
    }

    private StorageRecorded window(Instant from, Instant until) {
        long byteSeconds =
                Math.multiplyExact(bytes, Duration.between(from, until).toSeconds());
        return new StorageRecorded(
                organisation, model, name, slug, StorageRecorded.MODEL_FILES, bytes, byteSeconds, from, until);
    }
}
