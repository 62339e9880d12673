package dev.aquifer.billing.intake;

/// A record that cannot be taken in, ever. The message says why and goes to the quarantine table.
class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
