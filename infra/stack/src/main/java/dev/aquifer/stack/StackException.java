package dev.aquifer.stack;

/// Something that the user of the launcher must know and can act on; its message is a whole sentence.
public final class StackException extends RuntimeException {
    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
