package dev.aquifer.platform.api.storage;

import java.time.Instant;
import java.util.UUID;

/// Fact on `leases.v1`: a file of an organisation was kept over `[from, until)`, a window of an hour at most. The
/// windows of a file follow each other without gap or overlap, from the second in which it was entered to the second
/// in which it was deleted. A file never changes, so its model's id says which version it is. The event's id is made
/// from organisation, model and `from`: the same window stated twice is the same fact.
///
/// @param modelName as the organisation calls it (for the bill)
/// @param storageClass what a price book prices it as, see [#MODEL_FILES]
/// @param byteSeconds `bytes` × seconds from `from` to `until`, exact
/// @param from, @param until whole seconds
public record StorageRecorded(
        UUID organisation,
        UUID model,
        String modelName,
        String modelSlug,
        String storageClass,
        long bytes,
        long byteSeconds,
        Instant from,
        Instant until) {
    public static final String TYPE = "dev.aquifer.storage.recorded.v1";

    /// Files of models that an organisation has uploaded.
    public static final String MODEL_FILES = "model-files";
}
