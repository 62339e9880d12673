package dev.aquifer.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `{% for %}` with its `loop` variable, filter and `else`.
record Loop(
        List<String> targets, Expression items, @Nullable Expression filter, Step body, Step otherwise)
        implements Step {

    @Override
    public void run(Scope scope, StringBuilder out) {
        List<? extends @Nullable Object> all = filtered(Values.list(items.value(scope)), scope, out);
        if (all.isEmpty()) {
            otherwise.run(scope, out);
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            scope.step(out);
            Scope inner = scope.inner();
            bind(targets, all.get(i), inner);
            inner.set("loop", state(all, i));
            try {
                body.run(inner, out);
            } catch (Jump jump) {
                if (jump.last()) {
                    return;
                }
            }
        }
    }

    private List<? extends @Nullable Object> filtered(
            List<? extends @Nullable Object> all, Scope scope, StringBuilder out) {
        Expression test = filter;
        if (test == null) {
            return all;
        }
        var kept = new ArrayList<@Nullable Object>();
        for (Object item : all) {
            scope.step(out);
            Scope inner = scope.inner();
            bind(targets, item, inner);
            if (Values.truth(test.value(inner))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Map<String, @Nullable Object> state(List<? extends @Nullable Object> all, int i) {
        var state = Values.map();
        state.put("index", i + 1L);
        state.put("index0", (long) i);
        state.put("revindex", (long) all.size() - i);
        state.put("revindex0", all.size() - i - 1L);
        state.put("first", i == 0);
        state.put("last", i == all.size() - 1);
        state.put("length", (long) all.size());
        state.put("previtem", i == 0 ? Undefined.VALUE : all.get(i - 1));
        state.put("nextitem", i == all.size() - 1 ? Undefined.VALUE : all.get(i + 1));
        return state;
    }

    /// Gives one value to one name, or the parts of a list to several.
    static void bind(List<String> names, @Nullable Object value, Scope scope) {
        if (names.size() == 1) {
            scope.set(names.getFirst(), value);
            return;
        }
        if (!(value instanceof List<?> parts) || parts.size() != names.size()) {
            throw TemplateFailure.broken("a value does not have " + names.size() + " parts");
        }
        for (int i = 0; i < names.size(); i++) {
            scope.set(names.get(i), parts.get(i));
        }
    }
}
