package dev.aquifer.engine.template;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The one value whose members a template may set from within a loop.
final class Namespace extends LinkedHashMap<String, @Nullable Object> {
    private static final long serialVersionUID = 1L;
}
