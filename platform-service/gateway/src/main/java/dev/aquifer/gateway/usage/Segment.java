package dev.aquifer.gateway.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// One file of the journal: a header, then records, each length (4 bytes), CRC-32C over length and payload (4
/// bytes), payload.
///
/// The header holds the number of its first record and the offset at which the *previous* segment's
/// acknowledged records end, so that what a failed write left behind there is never taken for an event.
///
/// Threads: the journal's writer sets `end` and `sealed` after the force; the relay reads them. Both are
/// volatile, and bytes below `end` never change.
final class Segment {
    static final int HEADER = 28;
    static final int FRAME = 8;
    static final int LONGEST = 1 << 20;

    private static final int MAGIC = 0x41514a31;
    private static final String SUFFIX = ".journal";

    private final Path file;
    private final long first;
    private volatile long end;
    private volatile long records;
    private volatile boolean sealed;

    Segment(Path file, long first, long end, long records, boolean sealed) {
        this.file = file;
        this.first = first;
        this.end = end;
        this.records = records;
        this.sealed = sealed;
    }

    /// What a header says.
    record Header(long first, long previousEnd) {}

    /// Payloads read in order, and the offset behind the last of them.
    record Chunk(List<byte[]> payloads, long next) {}

    static Path file(Path folder, long first) {
        String digits = Long.toString(first);
        return folder.resolve("0".repeat(19 - digits.length()) + digits + SUFFIX);
    }

    static boolean isSegment(Path file) {
        return String.valueOf(file.getFileName()).endsWith(SUFFIX);
    }

    static ByteBuffer header(Header header) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER)
                .putInt(MAGIC)
                .putLong(header.first)
                .putLong(header.previousEnd)
                .putInt(0);
        return bytes.putInt(checksum(bytes.array(), 0, HEADER - 4)).flip();
    }

    /// @throws JournalDamagedException if it is not a header that we wrote
    static Header readHeader(Path file, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER);
        readFully(channel, bytes, 0);
        bytes.flip();
        if (bytes.remaining() < HEADER
                || bytes.getInt(0) != MAGIC
                || bytes.getInt(HEADER - 4) != checksum(bytes.array(), 0, HEADER - 4)) {
            throw new JournalDamagedException(file, 0, "the header cannot be read");
        }
        return new Header(bytes.getLong(4), bytes.getLong(12));
    }

    /// Appends a record's frame and payload.
    static void frame(ByteBuffer out, byte[] payload) {
        int at = out.position();
        out.putInt(payload.length).putInt(0).put(payload);
        var crc = new CRC32C();
        crc.update(out.duplicate().position(at).limit(at + 4));
        crc.update(payload);
        out.putInt(at + 4, (int) crc.getValue());
    }

    private static int checksum(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /// Reads whole records from `offset` on, not beyond `limit`, until about `most` bytes are read. It stops at the
    /// first record that is torn or does not match its checksum; then `next` is that record's offset.
    static Chunk read(FileChannel channel, long offset, long limit, int most) throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        ByteBuffer frame = ByteBuffer.allocate(FRAME);
        long at = offset;
        while (at + FRAME <= limit && at - offset < most) {
            frame.clear();
            readFully(channel, frame, at);
            int length = frame.getInt(0);
            if (frame.hasRemaining() || length < 1 || length > LONGEST || at + FRAME + length > limit) {
                break;
            }
            ByteBuffer payload = ByteBuffer.allocate(length);
            readFully(channel, payload, at + FRAME);
            var crc = new CRC32C();
            crc.update(frame.array(), 0, 4);
            crc.update(payload.array());
            if (payload.hasRemaining() || (int) crc.getValue() != frame.getInt(4)) {
                break;
            }
            payloads.add(payload.array());
            at += FRAME + length;
        }
        return new Chunk(payloads, at);
    }

    /// Reads records that are committed from `offset` on, until about `most` bytes are read; none if there is none yet.
    ///
    /// @throws JournalDamagedException if one that is committed cannot be read
    Chunk committed(FileChannel channel, long offset, int most) throws IOException {
        // Once: the writer moves it at any time.
        long until = end;
        Chunk chunk = read(channel, offset, until, most);
        if (chunk.payloads().isEmpty() && offset < until) {
            throw new JournalDamagedException(file, offset, "a committed record cannot be read");
        }
        return chunk;
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long at) throws IOException {
        long position = at;
        while (into.hasRemaining()) {
            int n = channel.read(into, position);
            if (n < 0) {
                return;
            }
            position += n;
        }
    }

    FileChannel openForReading() throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /// Called by the writer once the bytes up to here are forced.
    void committed(long newEnd, long newRecords) {
        end = newEnd;
        records = newRecords;
    }

    /// Nothing will be added any more.
    void seal() {
        sealed = true;
    }

    Path file() {
        return file;
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    long records() {
        return records;
    }

    boolean sealed() {
        return sealed;
    }
}
