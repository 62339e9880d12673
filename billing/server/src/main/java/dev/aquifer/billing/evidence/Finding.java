package dev.aquifer.billing.evidence;

/// One line of what a check of files has to say.
///
/// @param text what was looked at, and what was found
record Finding(Kind kind, String text) {

    enum Kind {
        OK,
        /// Nothing contradicts, but a file that would prove it is not there.
        GAP,
        BROKEN
    }

    static Finding ok(String text) {
        return new Finding(Kind.OK, text);
    }

    static Finding gap(String text) {
        return new Finding(Kind.GAP, text);
    }

    static Finding broken(String text) {
        return new Finding(Kind.BROKEN, text);
    }

    boolean holds() {
        return kind == Kind.OK;
    }
}
