package dev.aquifer.engine;

/// The engine cannot start; the message is the one line that the operator reads.
class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
