package dev.aquifer.engine.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of a call, by place and by name.
record Arguments(List<@Nullable Object> places, Map<String, @Nullable Object> names) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    /// The argument at a place or of a name, or `standard` if neither is given.
    @Nullable Object get(int place, String name, @Nullable Object standard) {
        if (place < places.size()) {
            return places.get(place);
        }
        return names.containsKey(name) ? names.get(name) : standard;
    }

    boolean has(int place) {
        return place < places.size();
    }

    Arguments from(int place) {
        return new Arguments(places.subList(Math.min(place, places.size()), places.size()), names);
    }
}
