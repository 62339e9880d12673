package dev.aquifer.engine.template;

import org.jspecify.annotations.Nullable;

/// A function that a template can call: a macro, a global, a method of a value.
@FunctionalInterface
interface Callable {
    @Nullable Object call(Arguments arguments);
}
