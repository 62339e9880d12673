package dev.aquifer.platform.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes small GGUF files, right ones and wrong ones, value by value.
final class GgufBuilder {
    private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    private int magic = 0x46554747;
    private int version = 3;
    private long keyCount;
    private long tensorCount;
    private int weightBytes = 128;

    /// A file that is right: one tensor of 32 floating-point numbers.
    static GgufBuilder right() {
        return new GgufBuilder()
                .text("general.architecture", "llama")
                .u32("llama.context_length", 512)
                .u32("llama.embedding_length", 32)
                .u32("llama.block_count", 1)
                .u32("llama.attention.head_count", 4)
                .text("tokenizer.ggml.model", "gpt2")
                .texts("tokenizer.ggml.tokens", "a", "b")
                .tensor("token_embd.weight", 0, 0, 32);
    }

    /// The same without one of its keys' meaning: the key is there under another name.
    static GgufBuilder without(String key) {
        GgufBuilder right = right();
        String all = right.keys.toString(StandardCharsets.ISO_8859_1);
        right.keys.reset();
        right.keys.writeBytes(all.replace(key, "x" + key.substring(1)).getBytes(StandardCharsets.ISO_8859_1));
        return right;
    }

    GgufBuilder magic(int value) {
        magic = value;
        return this;
    }

    GgufBuilder version(int value) {
        version = value;
        return this;
    }

    GgufBuilder claimKeys(long count) {
        keyCount = count;
        return this;
    }

    GgufBuilder claimTensors(long count) {
        tensorCount = count;
        return this;
    }

    GgufBuilder weights(int bytes) {
        weightBytes = bytes;
        return this;
    }

    GgufBuilder text(String key, String value) {
        key(key, 8);
        write(keys, value);
        return this;
    }

    GgufBuilder u32(String key, int value) {
        key(key, 4);
        keys.writeBytes(words(4).putInt(value).array());
        return this;
    }

    GgufBuilder texts(String key, String... values) {
        key(key, 9);
        keys.writeBytes(words(12).putInt(8).putLong(values.length).array());
        for (String value : values) {
            write(keys, value);
        }
        return this;
    }

    /// An array that claims to have more items than it has.
    GgufBuilder claimedArray(String key, int type, long count) {
        key(key, 9);
        keys.writeBytes(words(12).putInt(type).putLong(count).array());
        return this;
    }

    GgufBuilder claimedText(String key, long length) {
        key(key, 8);
        keys.writeBytes(words(8).putLong(length).array());
        return this;
    }

    GgufBuilder typed(String key, int type) {
        key(key, type);
        return this;
    }

    GgufBuilder tensor(String name, int type, long offset, long... dimensions) {
        write(tensors, name);
        tensors.writeBytes(words(4).putInt(dimensions.length).array());
        for (long dimension : dimensions) {
            tensors.writeBytes(words(8).putLong(dimension).array());
        }
        tensors.writeBytes(words(12).putInt(type).putLong(offset).array());
        tensorCount++;
        return this;
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(words(24)
                .putInt(magic)
                .putInt(version)
                .putLong(tensorCount)
                .putLong(keyCount)
                .array());
        all.writeBytes(keys.toByteArray());
        all.writeBytes(tensors.toByteArray());
        while (all.size() % 32 != 0) {
            all.write(0);
        }
        all.writeBytes(new byte[weightBytes]);
        return all.toByteArray();
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private void key(String key, int type) {
        write(keys, key);
        keys.writeBytes(words(4).putInt(type).array());
        keyCount++;
    }

    private static void write(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(words(8).putLong(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static ByteBuffer words(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
