package dev.aquifer.engine.template;

import org.jspecify.annotations.Nullable;

/// A compiled expression. Values are `null` (none), [Undefined], `Boolean`, `Long`, `Double`, `String`, `List`, `Map`
/// with text keys, and [Callable].
@FunctionalInterface
interface Expression {
    @Nullable Object value(Scope scope);
}
