package dev.aquifer.billing.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files that become one ZIP with their SHA-256 beside them. The same files always give the same bytes: they stand in
/// order of their names, with one fixed time, and nothing of the machine that packed them.
public final class Bundle {
    /// Checked by `sha256sum -c` in the folder that the ZIP was unpacked to; it holds every file but itself.
    static final String SUMS = "SHA256SUMS";

    private static final LocalDateTime TIME = LocalDateTime.of(2020, 1, 1, 0, 0);

    private final SortedMap<String, byte[]> files = new TreeMap<>();

    /// @param name with `/` between folders, @param text ends with a line feed
    public Bundle add(String name, String text) {
        return add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The very bytes, of which somebody may hold the hash already.
    public Bundle add(String name, byte[] content) {
        if (files.put(name, content.clone()) != null || name.equals(SUMS)) {
            throw new IllegalArgumentException("the bundle has a file of that name: " + name);
        }
        return this;
    }

    /// Of each file so far, by name.
    SortedMap<String, String> hashes() {
        var hashes = new TreeMap<String, String>();
        files.forEach((name, content) -> hashes.put(name, sha256(content)));
        return hashes;
    }

    public byte[] zip() {
        var all = new TreeMap<>(files);
        all.put(SUMS, sums().getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String sums() {
        var text = new StringBuilder();
        hashes().forEach((name, hash) ->
                text.append(hash).append("  ").append(name).append('\n'));
        return text.toString();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
