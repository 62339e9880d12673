package dev.aquifer.gateway.inference;

import dev.aquifer.platform.api.key.KeyForm;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;

/// Makes keys of the right form, as the server does; written anew here so that the two are checked against each
/// other.
public final class TestKeys {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private TestKeys() {}

    public static String key(long seed) {
        var random = new Random(seed);
        var text = new StringBuilder("aqf_l_");
        for (int i = 0; i < 32; i++) {
            text.append(ALPHABET.charAt(random.nextInt(62)));
        }
        return text + checksum(text.toString());
    }

    static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        var digits = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            digits.insert(0, ALPHABET.charAt((int) (rest % 62)));
            rest /= 62;
        }
        return digits.toString();
    }

    public static String sha256(String key) {
        return KeyForm.hash(key);
    }
}
