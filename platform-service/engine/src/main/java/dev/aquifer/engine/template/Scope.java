package dev.aquifer.engine.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names that are known at one place of a run, and what the whole run has used up of its bounds.
final class Scope {
    private static final int MOST_STEPS = 2_000_000;
    private static final int LONGEST_TEXT = 8 * 1024 * 1024;

    private final Map<String, @Nullable Object> names = new HashMap<>();
    private final @Nullable Scope outer;
    private final int[] used;

    Scope(Map<String, ?> globals) {
        this.outer = null;
        this.used = new int[1];
        names.putAll(globals);
    }

    private Scope(Scope outer) {
        this.outer = outer;
        this.used = outer.used;
    }

    Scope inner() {
        return new Scope(this);
    }

    @Nullable Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.names.containsKey(name)) {
                return scope.names.get(name);
            }
        }
        return Undefined.VALUE;
    }

    void set(String name, @Nullable Object value) {
        names.put(name, value);
    }

    /// Counts one step; a template that loops for ever or writes without end is stopped.
    void step(StringBuilder out) {
        if (++used[0] > MOST_STEPS || out.length() > LONGEST_TEXT) {
            throw TemplateFailure.broken("the template takes too long or writes too much");
        }
    }
}
