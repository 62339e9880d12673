package dev.aquifer.gateway.usage;

import java.nio.file.Path;

/// Bytes of the journal that were acknowledged cannot be read any more. Whoever opens the journal stops here:
/// going on would leave a hole that nobody sees.
public final class JournalDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    JournalDamagedException(Path file, long offset, String what) {
        super("journal damaged file=" + file.getFileName() + " offset=" + offset + ": " + what);
        this.file = String.valueOf(file.getFileName());
        this.offset = offset;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
