package dev.aquifer.platform.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads the little-endian values of a GGUF header and never more than its bounds allow: a length in a hostile file
/// is checked before anything is set aside for it.
final class GgufReader {
    /// Longer texts are refused; a chat template has a few kilobytes.
    static final int LONGEST_TEXT = 1 << 20;
    /// Headers are mostly vocabulary: 10 MB in the largest models of 2025.
    static final long LARGEST_HEADER = 256L << 20;

    private final InputStream in;
    private final long fileBytes;
    private final byte[] word = new byte[8];
    private final ByteBuffer words = ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN);
    private long position;

    GgufReader(InputStream in, long fileBytes) {
        this.in = in;
        this.fileBytes = fileBytes;
    }

    long position() {
        return position;
    }

    /// Bytes that the file still has after this position.
    long left() {
        return fileBytes - position;
    }

    long u32(String where) throws IOException, BadModelFile {
        fill(4, where);
        return Integer.toUnsignedLong(words.getInt(0));
    }

    /// An unsigned 64-bit number that must fit a signed one: nothing in a file is larger.
    long u64(String where) throws IOException, BadModelFile {
        fill(8, where);
        long value = words.getLong(0);
        if (value < 0) {
            throw new BadModelFile(
                    where, "the number " + Long.toUnsignedString(value) + " is larger than any file can hold");
        }
        return value;
    }

    long count(String where, long atMost, long bytesEach) throws IOException, BadModelFile {
        long value = u64(where);
        if (value > atMost) {
            throw new BadModelFile(where, "the count " + value + " is above the limit of " + atMost);
        }
        if (value * bytesEach > left()) {
            throw new BadModelFile(where, value + " entries do not fit into the " + left() + " bytes that are left");
        }
        return value;
    }

    String text(String where, int atMost) throws IOException, BadModelFile {
        int length = (int) count(where, atMost, 1);
        byte[] bytes = new byte[length];
        fill(bytes, length, where);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new BadModelFile(where, "the text is not UTF-8");
        }
    }

    void skip(long bytes, String where) throws IOException, BadModelFile {
        advance(bytes, where);
        try {
            in.skipNBytes(bytes);
        } catch (EOFException _) {
            throw endOfFile(where);
        }
    }

    /// A number of the given width in bytes, as it stands in the file.
    byte[] raw(int bytes, String where) throws IOException, BadModelFile {
        fill(bytes, where);
        return word.clone();
    }

    private void fill(int bytes, String where) throws IOException, BadModelFile {
        words.putLong(0, 0);
        fill(word, bytes, where);
    }

    private void fill(byte[] target, int bytes, String where) throws IOException, BadModelFile {
        advance(bytes, where);
        if (in.readNBytes(target, 0, bytes) < bytes) {
            throw endOfFile(where);
        }
    }

    private void advance(long bytes, String where) throws BadModelFile {
        if (bytes > left()) {
            throw endOfFile(where);
        }
        if (position + bytes > LARGEST_HEADER) {
            throw new BadModelFile(where, "the header is longer than " + (LARGEST_HEADER >> 20) + " MiB");
        }
        position += bytes;
    }

    private BadModelFile endOfFile(String where) {
        return new BadModelFile(where, "the file ends after " + fileBytes + " bytes, in the middle of its header");
    }
}
