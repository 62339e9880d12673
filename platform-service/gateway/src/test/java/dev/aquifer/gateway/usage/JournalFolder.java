package dev.aquifer.gateway.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a journal's folder as a later process would.
public final class JournalFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JournalFolder() {}

    /// All records that recovery acknowledges, in order.
    public static List<byte[]> records(Path folder) {
        try {
            List<byte[]> records = new ArrayList<>();
            for (Segment segment : Recovery.read(folder, Position.read(folder))) {
                try (FileChannel channel = segment.openForReading()) {
                    records.addAll(Segment.read(channel, Segment.HEADER, segment.end(), Integer.MAX_VALUE)
                            .payloads());
                }
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The usage in each record's event.
    public static List<JsonNode> usage(Path folder) {
        List<JsonNode> usage = new ArrayList<>();
        for (byte[] record : records(folder)) {
            try {
                usage.add(JSON.readTree(record).path("data"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return usage;
    }
}
