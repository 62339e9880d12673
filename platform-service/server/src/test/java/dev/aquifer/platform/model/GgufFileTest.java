package dev.aquifer.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GgufFileTest {
    private static final Path STARTER =
            Path.of(System.getProperty("aquifer.root", "../.."), "infra/models/aquifer-lexicon-6m-q8_0.gguf");
    private static final int STARTER_HEADER_BYTES = 131_740;

    @TempDir
    Path folder;

    @Test
    void the_starter_model_is_read_as_it_was_made() throws Exception {
        GgufHeader header = GgufFile.read(STARTER);

        assertThat(header.architecture()).isEqualTo("llama");
        assertThat(header.parameters()).isBetween(5_800_000L, 5_900_000L);
        assertThat(header.contextLength()).isEqualTo(512);
        assertThat(header.quantisation()).isEqualTo("Q8_0");
        assertThat(header.layers()).isEqualTo(6);
        assertThat(header.kvHeads()).isEqualTo(4);
        assertThat(header.keyLength()).isEqualTo(64);
        assertThat(header.chatTemplate()).isTrue();
    }

    @Test
    void a_small_right_file_is_taken_in_both_versions() throws Exception {
        assertThat(GgufFile.read(GgufBuilder.right().writeTo(folder.resolve("3")))
                        .parameters())
                .isEqualTo(32);
        assertThat(GgufFile.read(GgufBuilder.right().version(2).writeTo(folder.resolve("2")))
                        .quantisation())
                .isEqualTo("F32");
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                Arguments.of(GgufBuilder.right().magic(0x04034b50), "magic: the file does not begin with GGUF"),
                Arguments.of(GgufBuilder.right().version(1), "version: version 1 is not supported"),
                Arguments.of(GgufBuilder.right().version(4), "version: version 4 is not supported"),
                Arguments.of(GgufBuilder.right().version(0x03000000), "version: the file is big-endian"),
                Arguments.of(GgufBuilder.right().claimKeys(1L << 40), "key count: the count"),
                Arguments.of(GgufBuilder.right().claimKeys(-1), "key count: the number 18446744073709551615"),
                Arguments.of(GgufBuilder.right().claimKeys(60_000), "key count: 60000 entries do not fit"),
                Arguments.of(GgufBuilder.right().claimTensors(1L << 33), "tensor count: the count"),
                Arguments.of(GgufBuilder.right().claimTensors(0), "tensor count: the file holds no weights"),
                Arguments.of(GgufBuilder.right().claimedText("x.y", 1L << 50), "key x.y: the count"),
                Arguments.of(GgufBuilder.right().claimedText("x.y", 1 << 19), "key x.y: 524288 entries do not fit"),
                Arguments.of(GgufBuilder.right().claimedArray("x.y", 4, Long.MAX_VALUE), "key x.y: the count"),
                Arguments.of(GgufBuilder.right().claimedArray("x.y", 9, 2), "key x.y: arrays of arrays"),
                Arguments.of(GgufBuilder.right().claimedArray("x.y", 99, 2), "key x.y: value type 99 is not known"),
                Arguments.of(GgufBuilder.right().typed("x.y", 77), "key x.y: value type 77 is not known"),
                Arguments.of(GgufBuilder.right().u32("general.alignment", 33), "key general.alignment: 33 is not"),
                Arguments.of(GgufBuilder.right().u32("general.alignment", 0), "key general.alignment: 0 is not"),
                Arguments.of(GgufBuilder.right().u32("llama.block_count", 1), "key llama.block_count: the key stands"),
                Arguments.of(GgufBuilder.right().u32("split.count", 3), "key split.count: this is one of 3 parts"),
                Arguments.of(GgufBuilder.right().tensor("b", 0, 128), "tensor b: 0 dimensions"),
                Arguments.of(GgufBuilder.right().tensor("b", 0, 128, 1, 1, 1, 1, 1), "tensor b: 5 dimensions"),
                Arguments.of(GgufBuilder.right().tensor("b", 0, 128, 0), "tensor b: a dimension is zero"),
                Arguments.of(GgufBuilder.right().tensor("b", 4, 128, 32), "tensor b: type 4 is not known"),
                Arguments.of(GgufBuilder.right().tensor("b", 8, 128, 33), "tensor b: rows of 33 do not divide"),
                Arguments.of(
                        GgufBuilder.right().tensor("b", 0, 128, 1L << 62, 1L << 62), "tensor b: it has more elements"),
                Arguments.of(GgufBuilder.right().tensor("b", 0, 4096, 32), "tensor b: it begins at 4096 where 128"),
                Arguments.of(
                        GgufBuilder.right()
                                .tensor("token_embd.weight", 0, 128, 32)
                                .weights(256),
                        "tensor token_embd.weight: the name stands in the header twice"),
                Arguments.of(GgufBuilder.right().tensor("b", 0, 128, 32), "tensor b: its 128 bytes from 128 on"),
                Arguments.of(GgufBuilder.right().weights(100), "tensor token_embd.weight: its 128 bytes from 0 on"),
                Arguments.of(GgufBuilder.without("general.architecture"), "key general.architecture: it is missing"),
                Arguments.of(GgufBuilder.without("llama.context_length"), "key llama.context_length: it is missing"),
                Arguments.of(GgufBuilder.without("llama.block_count"), "key llama.block_count: it is missing"),
                Arguments.of(GgufBuilder.without("tokenizer.ggml.model"), "key tokenizer.ggml.model: it is missing"),
                Arguments.of(GgufBuilder.without("tokenizer.ggml.tokens"), "key tokenizer.ggml.tokens: it is missing"),
                Arguments.of(architecture("qwen3"), "key general.architecture: qwen3 is not known to the engine"),
                Arguments.of(architecture("bert"), "key general.architecture: bert does not generate text"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void a_wrong_file_is_refused_in_words(GgufBuilder file, String message) throws IOException {
        Path path = file.writeTo(folder.resolve("wrong.gguf"));

        assertThatThrownBy(() -> GgufFile.read(path))
                .isInstanceOf(BadModelFile.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_file_cut_anywhere_is_refused() throws IOException {
        byte[] right = GgufBuilder.right().bytes();
        for (int length = 0; length < right.length; length++) {
            Path cut = Files.write(folder.resolve("cut.gguf"), java.util.Arrays.copyOf(right, length));
            assertThatThrownBy(() -> GgufFile.read(cut)).isInstanceOf(BadModelFile.class);
        }
    }

    @Test
    void flipped_bits_are_taken_or_refused_and_never_break_the_reader() throws IOException {
        long seed = Long.getLong("aquifer.seed", 7L);
        Random random = new Random(seed);
        Path copy = Files.copy(STARTER, folder.resolve("copy.gguf"));
        int refused = 0;
        try (var file = new RandomAccessFile(copy.toFile(), "rw")) {
            for (int i = 0; i < 3_000; i++) {
                // Half of the flips in the first kilobytes, where the structure is dense.
                long at = random.nextInt(i % 2 == 0 ? 2_048 : STARTER_HEADER_BYTES);
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ (1 << random.nextInt(8)));
                try {
                    assertThat(GgufFile.read(copy).contextLength()).isPositive();
                } catch (BadModelFile bad) {
                    refused++;
                    assertThat(bad).message().isNotBlank();
                }
                file.seek(at);
                file.write(before);
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(300);
    }

    private static GgufBuilder architecture(String name) {
        return GgufBuilder.without("general.architecture").text("general.architecture", name);
    }
}
