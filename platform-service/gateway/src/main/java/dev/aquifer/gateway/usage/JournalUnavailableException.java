package dev.aquifer.gateway.usage;

/// A usage event could not be made durable: the disk failed, or the journal is full. The request must not be
/// answered.
public final class JournalUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    JournalUnavailableException(String message) {
        super(message, null, false, false);
    }
}
