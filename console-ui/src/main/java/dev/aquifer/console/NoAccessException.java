package dev.aquifer.console;

import java.io.Serial;

/// A page was opened by somebody that it is not made for.
public class NoAccessException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;
}
