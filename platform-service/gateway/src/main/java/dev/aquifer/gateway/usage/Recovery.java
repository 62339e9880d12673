package dev.aquifer.gateway.usage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Reads what an earlier process left: an exact prefix of the acknowledged records, never a hole.
///
/// A segment that has a successor must be whole up to the end that the successor's header names. In the last one,
/// reading ends at the first record that is torn or damaged: behind it stands only what was never acknowledged, or
/// what the disk lost.
final class Recovery {
    private static final int STEP = 1 << 20;

    private Recovery() {}

    /// @throws JournalDamagedException where acknowledged bytes cannot be read
    static List<Segment> read(Path folder, long position) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = new ArrayList<>(found.filter(Segment::isSegment)
                    .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
                    .toList());
        }
        // A crash while a segment is begun leaves a file without a whole header; no record was ever in it.
        while (!files.isEmpty() && Files.size(files.getLast()) < Segment.HEADER) {
            Files.delete(files.removeLast());
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            long successorsWord =
                    i + 1 < files.size() ? header(files.get(i + 1)).previousEnd() : -1;
            segments.add(scan(files.get(i), successorsWord, segments, position));
        }
        return segments;
    }

    private static Segment.Header header(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Segment.readHeader(file, channel);
        }
    }

    private static Segment scan(Path file, long successorsWord, List<Segment> before, long position)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Segment.Header header = Segment.readHeader(file, channel);
            if (!before.isEmpty()) {
                Segment last = before.getLast();
                long expected = last.first() + last.records();
                // What Kafka has acknowledged may be missing: a damaged tail that had been relayed before.
                if (header.first() != expected && (header.first() < expected || header.first() > position)) {
                    throw new JournalDamagedException(file, 0, "records before it are missing");
                }
            }
            long limit = successorsWord < 0 ? channel.size() : Math.min(successorsWord, channel.size());
            long at = Segment.HEADER;
            long records = 0;
            while (true) {
                Segment.Chunk chunk = Segment.read(channel, at, limit, STEP);
                if (chunk.payloads().isEmpty()) {
                    break;
                }
                at = chunk.next();
                records += chunk.payloads().size();
            }
            if (successorsWord >= 0 && at != successorsWord) {
                throw new JournalDamagedException(file, at, "an acknowledged record cannot be read");
            }
            return new Segment(file, header.first(), at, records, true);
        }
    }
}
