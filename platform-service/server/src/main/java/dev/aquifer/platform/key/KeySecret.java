package dev.aquifer.platform.key;

import dev.aquifer.platform.api.key.KeyForm;
import dev.aquifer.platform.api.key.KeyKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/// A whole API key: `aqf_`, `l_` or `t_`, 32 random characters of base62 (190 bits), 6 of base62 over the CRC-32 of
/// all before. Whoever reads one can tell a typing error without asking us, and a scanner finds one that leaked.
record KeySecret(String text) {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 32;
    private static final int CHECK_LENGTH = 6;
    private static final int LENGTH = 6 + RANDOM_LENGTH + CHECK_LENGTH;

    static KeySecret random(KeyKind kind, SecureRandom random) {
        StringBuilder text = new StringBuilder(LENGTH);
        text.append(
                switch (kind) {
                    case LIVE -> "aqf_l_";
                    case PLAYGROUND -> "aqf_t_";
                });
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return new KeySecret(text.append(checksum(text.toString())).toString());
    }

    String sha256() {
        return KeyForm.hash(text);
    }

    String prefix() {
        return text.substring(0, 8);
    }

    String lastFour() {
        return text.substring(LENGTH - 4);
    }

    @Override
    public String toString() {
        return prefix() + "…" + lastFour();
    }

    private static String checksum(String before) {
        CRC32 crc = new CRC32();
        crc.update(before.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECK_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECK_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return new String(digits);
    }
}
