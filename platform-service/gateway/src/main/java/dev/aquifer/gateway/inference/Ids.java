package dev.aquifer.gateway.inference;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.UUID;

/// UUIDv7 without a lock: each thread has its own generator, seeded from the system's.
final class Ids {
    private static final ThreadLocal<SplittableRandom> RANDOM = ThreadLocal.withInitial(
            () -> new SplittableRandom(ByteBuffer.wrap(SecureRandom.getSeed(8)).getLong()));

    private Ids() {}

    static UUID uuid7(long epochMillis) {
        SplittableRandom random = RANDOM.get();
        long high = (epochMillis << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
