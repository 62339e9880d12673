package dev.aquifer.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {
    private static final int RECORDS = 100_000;

    @TempDir
    Path folder;

    @Test
    void records_are_read_while_they_are_committed_and_none_is_taken_for_damaged() throws IOException {
        // given: records on disk, of which none is committed yet
        Path file = written(RECORDS);
        var segment = new Segment(file, 0, Segment.HEADER, 0, false);
        int length = frameLength();

        // when: a writer commits one after the other, and a reader follows at its heels
        var writer = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= RECORDS; i++) {
                segment.committed(Segment.HEADER + (long) i * length, i);
                Thread.onSpinWait();
            }
        });
        List<String> read = new ArrayList<>();
        try (FileChannel channel = segment.openForReading()) {
            long offset = Segment.HEADER;
            while (read.size() < RECORDS) {
                Segment.Chunk chunk = segment.committed(channel, offset, 64);
                chunk.payloads().forEach(each -> read.add(new String(each, StandardCharsets.UTF_8)));
                offset = chunk.next();
            }
        }
        writer.join();

        // then
        assertThat(read.getFirst()).isEqualTo(text(0));
        assertThat(read.getLast()).isEqualTo(text(RECORDS - 1));
        assertThat(read).doesNotHaveDuplicates().hasSize(RECORDS);
    }

    @Test
    void a_committed_record_that_is_not_as_it_was_written_is_named() throws IOException {
        // given
        Path file = written(2);
        byte[] bytes = Files.readAllBytes(file);
        bytes[Segment.HEADER + Segment.FRAME] ^= 1;
        Files.write(file, bytes);
        var segment = new Segment(file, 0, bytes.length, 2, true);

        // then
        try (FileChannel channel = segment.openForReading()) {
            assertThatThrownBy(() -> segment.committed(channel, Segment.HEADER, 64))
                    .isInstanceOf(JournalDamagedException.class)
                    .hasMessageContaining("offset=" + Segment.HEADER);
        }
    }

    private Path written(int records) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Segment.HEADER + records * frameLength());
        all.put(Segment.header(new Segment.Header(0, -1)));
        for (int i = 0; i < records; i++) {
            Segment.frame(all, text(i).getBytes(StandardCharsets.UTF_8));
        }
        Path file = Segment.file(folder, 0);
        Files.write(file, all.array());
        return file;
    }

    private static int frameLength() {
        return Segment.FRAME + text(0).length();
    }

    private static String text(int number) {
        return String.valueOf(1_000_000 + number);
    }
}
