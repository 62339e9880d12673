package dev.aquifer.gateway.usage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens the file of a new segment for writing. The tests put a channel here whose `force` fails.
@FunctionalInterface
public interface SegmentChannels {
    /// Files of the operating system.
    SegmentChannels FILES = file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    FileChannel open(Path file) throws IOException;
}
