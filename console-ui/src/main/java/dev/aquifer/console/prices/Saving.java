package dev.aquifer.console.prices;

import dev.aquifer.console.client.Problem;
import java.util.function.Consumer;

/// How a dialog hands over what was filled in.
///
/// @param <T> what is saved
@FunctionalInterface
interface Saving<T> {
    /// @param done runs if it was saved, @param refused is told why it was not
    void save(T value, Runnable done, Consumer<Problem> refused);
}
