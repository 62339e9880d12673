package dev.aquifer.platform.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies a GGUF file (versions 2 and 3, little-endian) as hostile input and reads its header; the rules are those
/// of llama.cpp b4916 (`gguf.cpp`), checked before any engine sees the file.
final class GgufFile {
    private static final long MOST_KEYS = 65_536;
    private static final long MOST_TENSORS = 100_000;
    private static final long MOST_ELEMENTS = 16_777_216;
    private static final int LONGEST_KEY = 1_024;
    /// ggml's GGML_MAX_NAME, less the closing zero.
    private static final int LONGEST_TENSOR_NAME = 63;

    private static final int TEXT = 8;
    private static final int ARRAY = 9;
    /// Bytes of a value by its type's number; 0 for texts and arrays.
    private static final int[] WIDTH = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private record Tensor(String name, long offset, long bytes) {}

    private final GgufReader reader;
    private final Map<String, GgufValue> values = new HashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<GgufTensorType, Long> elementsByType = new EnumMap<>(GgufTensorType.class);
    private long elements;

    private GgufFile(GgufReader reader) {
        this.reader = reader;
    }

    static GgufHeader read(Path file) throws IOException, BadModelFile {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new GgufFile(new GgufReader(in, Files.size(file))).read();
        }
    }

    /// Whether the first eight bytes can be the beginning of a file that we take; looked at before the rest arrives.
    static void checkBeginning(byte[] eight) throws BadModelFile {
        var words = ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN);
        if (words.getInt(0) != 0x46554747) {
            throw new BadModelFile("magic", "the file does not begin with GGUF");
        }
        int version = words.getInt(4);
        if (version != 2 && version != 3) {
            boolean swapped = Integer.reverseBytes(version) == 2 || Integer.reverseBytes(version) == 3;
            throw new BadModelFile(
                    "version",
                    swapped
                            ? "the file is big-endian; little-endian files run here"
                            : "version " + Integer.toUnsignedString(version)
                                    + " is not supported; versions 2 and 3 are");
        }
    }

    private GgufHeader read() throws IOException, BadModelFile {
        checkBeginning(reader.raw(8, "magic"));
        long tensorCount = reader.count("tensor count", MOST_TENSORS, 24);
        long keyCount = reader.count("key count", MOST_KEYS, 13);
        for (long i = 0; i < keyCount; i++) {
            readKey(i);
        }
        for (long i = 0; i < tensorCount; i++) {
            readTensor(i);
        }
        if (tensorCount == 0) {
            throw new BadModelFile("tensor count", "the file holds no weights");
        }
        checkTensorsFillTheFile();
        return new GgufMeaning(values).header(elements, mostElements());
    }

    private void readKey(long number) throws IOException, BadModelFile {
        String key = reader.text("key " + number, LONGEST_KEY);
        if (key.isEmpty()) {
            throw new BadModelFile("key " + number, "the key is empty");
        }
        String where = "key " + printable(key);
        int type = type(reader.u32(where), where);
        GgufValue value = type == ARRAY ? readArray(where) : readValue(type, where);
        if (values.putIfAbsent(key, value) != null) {
            throw new BadModelFile(where, "the key stands in the header twice");
        }
    }

    private GgufValue readArray(String where) throws IOException, BadModelFile {
        int type = type(reader.u32(where), where);
        if (type == ARRAY) {
            throw new BadModelFile(where, "arrays of arrays are not supported");
        }
        if (type == TEXT) {
            long count = reader.count(where, MOST_ELEMENTS, 8);
            for (long i = 0; i < count; i++) {
                reader.skip(reader.count(where, GgufReader.LONGEST_TEXT, 1), where);
            }
            return new GgufValue.Items(count, 0);
        }
        long count = reader.count(where, MOST_ELEMENTS, WIDTH[type]);
        long largest = 0;
        for (long i = 0; i < count; i++) {
            if (readValue(type, where) instanceof GgufValue.Whole whole) {
                largest = Math.max(largest, whole.value());
            }
        }
        return new GgufValue.Items(count, largest);
    }

    private GgufValue readValue(int type, String where) throws IOException, BadModelFile {
        if (type == TEXT) {
            return new GgufValue.Text(reader.text(where, GgufReader.LONGEST_TEXT));
        }
        var bytes = ByteBuffer.wrap(reader.raw(WIDTH[type], where)).order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case 1 -> new GgufValue.Whole(bytes.get(0));
            case 3 -> new GgufValue.Whole(bytes.getShort(0));
            case 5 -> new GgufValue.Whole(bytes.getInt(0));
            // Unsigned ones, and the rest of the eight bytes is zero; a 64-bit one above the signed range turns
            // negative and is refused where it is asked for.
            case 0, 2, 4, 7, 10, 11 -> new GgufValue.Whole(bytes.getLong(0));
            default -> new GgufValue.Fraction();
        };
    }

    private void readTensor(long number) throws IOException, BadModelFile {
        String name = reader.text("name of tensor " + number, LONGEST_TENSOR_NAME);
        String where = "tensor " + printable(name);
        long dimensions = reader.u32(where);
        if (dimensions < 1 || dimensions > 4) {
            throw new BadModelFile(where, dimensions + " dimensions; 1 to 4 are possible");
        }
        long rows = 1;
        long rowLength = 0;
        for (int i = 0; i < dimensions; i++) {
            long size = reader.u64(where);
            if (size == 0) {
                throw new BadModelFile(where, "a dimension is zero");
            }
            if (i == 0) {
                rowLength = size;
            } else {
                rows = times(rows, size, where);
            }
        }
        long typeNumber = reader.u32(where);
        GgufTensorType type = GgufTensorType.of(typeNumber);
        if (type == null) {
            throw new BadModelFile(where, "type " + typeNumber + " is not known to the engine");
        }
        if (rowLength % type.blockElements != 0) {
            throw new BadModelFile(
                    where, "rows of " + rowLength + " do not divide into " + type + " blocks of " + type.blockElements);
        }
        long bytes = times(times(rowLength / type.blockElements, type.blockBytes, where), rows, where);
        long count = times(rowLength, rows, where);
        try {
            elements = Math.addExact(elements, count);
        } catch (ArithmeticException _) {
            throw new BadModelFile(where, "the tensors have more elements than any file can hold");
        }
        elementsByType.merge(type, count, Long::sum);
        tensors.add(new Tensor(name, reader.u64(where), bytes));
    }

    /// llama.cpp wants the tensors one after another, each at the next multiple of the alignment, and all in the
    /// file.
    private void checkTensorsFillTheFile() throws BadModelFile {
        long alignment = 32;
        if (values.get("general.alignment") instanceof GgufValue.Whole(long given)) {
            if (given < 1 || given > 1 << 20 || Long.bitCount(given) != 1) {
                throw new BadModelFile("key general.alignment", given + " is not a power of two up to 1048576");
            }
            alignment = given;
        } else if (values.containsKey("general.alignment")) {
            throw new BadModelFile("key general.alignment", "it is not a whole number");
        }
        long room = reader.position() + reader.left() - padded(reader.position(), alignment);
        Set<String> names = new HashSet<>();
        long expected = 0;
        for (Tensor tensor : tensors) {
            String where = "tensor " + printable(tensor.name());
            if (!names.add(tensor.name())) {
                throw new BadModelFile(where, "the name stands in the header twice");
            }
            if (tensor.offset() != expected) {
                throw new BadModelFile(
                        where, "it begins at " + tensor.offset() + " where " + expected + " is expected");
            }
            if (tensor.bytes() > room - tensor.offset()) {
                throw new BadModelFile(
                        where,
                        "its " + tensor.bytes() + " bytes from " + tensor.offset() + " on are not within the file's "
                                + Math.max(room, 0) + " bytes of weights; the file was cut");
            }
            expected = padded(tensor.offset() + tensor.bytes(), alignment);
        }
    }

    private @Nullable GgufTensorType mostElements() {
        return elementsByType.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static int type(long number, String where) throws BadModelFile {
        if (number >= WIDTH.length) {
            throw new BadModelFile(where, "value type " + number + " is not known");
        }
        return (int) number;
    }

    private static long padded(long position, long alignment) {
        return (position + alignment - 1) / alignment * alignment;
    }

    private static long times(long a, long b, String where) throws BadModelFile {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException _) {
            throw new BadModelFile(where, "it has more elements than any file can hold");
        }
    }

    /// A name out of the file, fit for a message: short, and without control characters.
    static String printable(String text) {
        String clean = text.codePoints()
                .limit(64)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() > clean.length() ? clean + "…" : clean;
    }
}
