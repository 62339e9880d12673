package dev.aquifer.billing.charge;

import dev.aquifer.platform.api.storage.StorageRecorded;
import java.util.UUID;

/// A window of storage that has just been stored for the first time.
///
/// @param id of the event
public record StorageFact(UUID id, StorageRecorded storage) {}
