package dev.aquifer.billing.intake;

import dev.aquifer.billing.api.quarantine.QuarantineReason;
import org.jspecify.annotations.Nullable;

/// A record that cannot be taken in as it is. It says why in a word and in a sentence, and which member of the event
/// is to blame.
class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final QuarantineReason code;
    private final @Nullable String field;

    Unreadable(QuarantineReason code, @Nullable String field, String reason) {
        super(reason);
        this.code = code;
        this.field = field;
    }

    QuarantineReason code() {
        return code;
    }

    @Nullable String field() {
        return field;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
