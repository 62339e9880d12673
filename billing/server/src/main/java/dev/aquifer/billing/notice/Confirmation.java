package dev.aquifer.billing.notice;

import java.util.Optional;
import java.util.UUID;

/// What a mailed link ends with: the organisation that asks, and what only the reader of the mail knows.
record Confirmation(UUID organisation, String secret) {

    static Optional<Confirmation> of(String token) {
        int dot = token.indexOf('.');
        try {
            return dot < 0
                    ? Optional.empty()
                    : Optional.of(new Confirmation(UUID.fromString(token.substring(0, dot)), token.substring(dot + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    String token() {
        return organisation + "." + secret;
    }

    @Override
    public String toString() {
        return "Confirmation[organisation=" + organisation + "]";
    }
}
