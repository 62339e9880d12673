package dev.aquifer.billing.charge;

import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import java.util.UUID;

/// Something that became known of a lease. Facts may come in any order; a watermark counts only while the lease
/// is open, and only if it is later than the one before.
public sealed interface LeaseFact {

    UUID id();

    UUID lease();

    record Opened(UUID id, LeaseOpened opened) implements LeaseFact {
        @Override
        public UUID lease() {
            return opened.lease();
        }
    }

    record Watermark(UUID id, LeaseWatermark watermark) implements LeaseFact {
        @Override
        public UUID lease() {
            return watermark.lease();
        }
    }

    record Closed(UUID id, LeaseClosed closed) implements LeaseFact {
        @Override
        public UUID lease() {
            return closed.lease();
        }
    }
}
