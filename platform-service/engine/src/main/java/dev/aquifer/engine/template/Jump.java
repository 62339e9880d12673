package dev.aquifer.engine.template;

/// `break` or `continue` on its way to the loop that it belongs to.
final class Jump extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean last;

    /// `last`: the loop ends (`break`); otherwise it goes on with its next item.
    Jump(boolean last) {
        super(null, null, false, false);
        this.last = last;
    }

    boolean last() {
        return last;
    }
}
