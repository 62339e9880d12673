package dev.aquifer.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The primitive values of a GGUF file, in order, through a small window. Nothing that the file claims about lengths
/// is trusted: each is checked against what is left of the file before it is believed.
final class GgufInput implements AutoCloseable {
    private static final int WINDOW = 1 << 16;
    private static final int LONGEST_STRING = 1 << 22;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    /// Bytes of each scalar type by its number; 0 = not a scalar.
    private static final int[] SCALAR_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    /// Elements and bytes of a block by ggml's type number: F32, F16, Q4_0, …; 0 = a type that was removed.
    private static final int[][] BLOCKS = {
        {1, 4},
        {1, 2},
        {32, 18},
        {32, 20},
        {0, 0},
        {0, 0},
        {32, 22},
        {32, 24},
        {32, 34},
        {32, 36},
        {256, 84},
        {256, 110},
        {256, 144},
        {256, 176},
        {256, 210},
        {256, 292},
        {256, 66},
        {256, 74},
        {256, 98},
        {256, 50},
        {32, 18},
        {256, 110},
        {256, 82},
        {256, 136},
        {1, 1},
        {1, 2},
        {1, 4},
        {1, 8},
        {1, 8},
        {256, 56},
        {1, 2},
        {0, 0},
        {0, 0},
        {0, 0},
        {256, 54},
        {256, 66}
    };

    private final FileChannel file;
    private final long size;
    private final ByteBuffer window =
            ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long windowEnd;

    GgufInput(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        size = file.size();
    }

    static long tensorBytes(int type, long elements) throws IOException {
        if (type < 0 || type >= BLOCKS.length || BLOCKS[type][0] == 0) {
            throw new IOException("tensor type " + Integer.toUnsignedString(type) + " is not known");
        }
        return (elements + BLOCKS[type][0] - 1) / BLOCKS[type][0] * BLOCKS[type][1];
    }

    long size() {
        return size;
    }

    long position() {
        return windowEnd - window.remaining();
    }

    int int32() throws IOException {
        need(4);
        return window.getInt();
    }

    long int64() throws IOException {
        need(8);
        return window.getLong();
    }

    /// A number of things of which each takes at least eight bytes.
    long count(String what) throws IOException {
        long count = int64();
        if (count < 0 || count > size / 8) {
            throw new IOException(
                    "the file claims " + Long.toUnsignedString(count) + " " + what + ", more than it can hold");
        }
        return count;
    }

    String string() throws IOException {
        long length = int64();
        if (length < 0 || length > size - position()) {
            throw new IOException("the file is cut in the middle of its header");
        }
        if (length > LONGEST_STRING) {
            throw new IOException("the file holds a text of " + length + " bytes in its header");
        }
        byte[] bytes = new byte[(int) length];
        int at = 0;
        while (at < bytes.length) {
            need(1);
            int take = Math.min(bytes.length - at, window.remaining());
            window.get(bytes, at, take);
            at += take;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// A whole number as `Long`, a truth value as `Boolean`, a text as `String`; all others are passed over.
    @Nullable Object value(int type) throws IOException {
        if (type == STRING) {
            return string();
        }
        if (type == ARRAY) {
            passArray();
            return null;
        }
        int bytes = scalarBytes(type);
        need(bytes);
        return switch (type) {
            case 0 -> (long) Byte.toUnsignedInt(window.get());
            case 1 -> (long) window.get();
            case 2 -> (long) Short.toUnsignedInt(window.getShort());
            case 3 -> (long) window.getShort();
            case 4 -> Integer.toUnsignedLong(window.getInt());
            case 5 -> (long) window.getInt();
            case 7 -> window.get() != 0;
            case 10, 11 -> window.getLong();
            default -> {
                window.position(window.position() + bytes);
                yield null;
            }
        };
    }

    /// The text of a token, read from the array that begins at `arrayAt`; empty if there is no such token.
    String token(long arrayAt, int id) throws IOException {
        if (id < 0) {
            return "";
        }
        seek(arrayAt);
        if (int32() != STRING || id >= count("tokens")) {
            return "";
        }
        for (int i = 0; i < id; i++) {
            pass(int64());
        }
        return string();
    }

    private void passArray() throws IOException {
        int type = int32();
        long count = int64();
        if (count < 0 || count > size) {
            throw new IOException("the file is cut or damaged: it claims an array of " + Long.toUnsignedString(count)
                    + " values and has " + size + " bytes");
        }
        if (type != STRING) {
            pass(count * scalarBytes(type));
            return;
        }
        for (long i = 0; i < count; i++) {
            pass(int64());
        }
    }

    private static int scalarBytes(int type) throws IOException {
        if (type < 0 || type >= SCALAR_BYTES.length || SCALAR_BYTES[type] == 0) {
            throw new IOException("the header holds a value of the unknown type " + Integer.toUnsignedString(type));
        }
        return SCALAR_BYTES[type];
    }

    private void pass(long bytes) throws IOException {
        if (bytes < 0 || bytes > size - position()) {
            throw new IOException("the file is cut in the middle of its header");
        }
        if (bytes <= window.remaining()) {
            window.position(window.position() + (int) bytes);
        } else {
            seek(position() + bytes);
        }
    }

    private void seek(long to) {
        windowEnd = to;
        window.position(0).limit(0);
    }

    private void need(int bytes) throws IOException {
        if (window.remaining() >= bytes) {
            return;
        }
        window.compact();
        while (window.position() < bytes) {
            int read = file.read(window, windowEnd);
            if (read < 0) {
                throw new IOException("the file is cut in the middle of its header");
            }
            windowEnd += read;
        }
        window.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
