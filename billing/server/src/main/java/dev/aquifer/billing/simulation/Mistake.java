package dev.aquifer.billing.simulation;

import org.jspecify.annotations.Nullable;

/// A scenario cannot be played: where it is wrong, and what would be right.
final class Mistake extends Exception {
    private final @Nullable Integer step;
    private final String field;
    private final String right;

    /// @param step counted from 1; null outside the steps
    /// @param field its path below the step or the scenario, @param right what it must be
    Mistake(@Nullable Integer step, String field, String right) {
        super((step == null ? "" : "step " + step + ", ") + "field " + field + ": " + right);
        this.step = step;
        this.field = field;
        this.right = right;
    }

    @Nullable Integer step() {
        return step;
    }

    String field() {
        return field;
    }

    String right() {
        return right;
    }

    /// From the root, as in `steps[2].ratio`.
    String path() {
        return step == null ? field : "steps[" + (step - 1) + "]." + field;
    }

    String said() {
        return String.valueOf(getMessage());
    }
}
