package dev.aquifer.platform.api.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/// The form of an API key: `aqf_`, `l_` or `t_`, 32 characters base62, and 6 characters base62 of the CRC-32
/// over all before. A typing error is refused by its checksum, without a look-up. Whoever checks keys uses this.
public final class KeyForm {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 44;
    private static final int SUMMED = 38;
    private static final HexFormat HEX = HexFormat.of();
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KeyForm::sha256);

    private KeyForm() {}

    /// Whether the text has the form of a key and its checksum fits.
    public static boolean isKey(String text) {
        if (text.length() != LENGTH || !(text.startsWith("aqf_l_") || text.startsWith("aqf_t_"))) {
            return false;
        }
        for (int i = 6; i < LENGTH; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII), 0, SUMMED);
        long rest = crc.getValue();
        for (int i = LENGTH - 1; i >= SUMMED; i--) {
            if (text.charAt(i) != ALPHABET.charAt((int) (rest % 62))) {
                return false;
            }
            rest /= 62;
        }
        return true;
    }

    /// What is stored of a key: its SHA-256 in lower-case hexadecimal.
    public static String hash(String key) {
        return HEX.formatHex(SHA_256.get().digest(key.getBytes(StandardCharsets.US_ASCII)));
    }

    /// Takes the same time wherever two hashes differ.
    public static boolean same(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
