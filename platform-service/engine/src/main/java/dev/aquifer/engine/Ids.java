package dev.aquifer.engine;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/// Ids that cannot be guessed, and the time as the API states it.
final class Ids {
    /// Names the native code and its build, not the model: with the same seed the same answer may be expected.
    static final String FINGERPRINT = "fp_b4916";

    private static final InstantSource CLOCK = InstantSource.system();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String next(String prefix) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    static long nowSeconds() {
        return CLOCK.instant().getEpochSecond();
    }
}
