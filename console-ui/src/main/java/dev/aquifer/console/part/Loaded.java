package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Problem;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A part of a page that comes from one call: grey lines while it is fetched, what it shows, or why it cannot. If one
/// server is down, the parts that come from it say so, and the rest of the page stands.
///
/// @param <T> what the call gives
public class Loaded<T> extends Div {
    private final Calls calls;
    private final Supplier<T> call;
    private final Function<T, Component> show;
    private @Nullable T last;
    private Consumer<T> also = value -> {};

    public Loaded(Calls calls, int lines, Supplier<T> call, Function<T, Component> show) {
        this.calls = calls;
        this.call = call;
        this.show = show;
        addClassName("aq-loaded");
        add(new Skeleton(lines));
        fetch();
    }

    /// Also told of each value that comes.
    public Loaded<T> also(Consumer<T> listener) {
        also = listener;
        return this;
    }

    /// Fetches again and keeps what is shown until the answer has come; an equal answer changes nothing, so what is
    /// open or selected stays so.
    public void fetch() {
        calls.make(call, this::come, this::failed);
    }

    private void come(T value) {
        var changed = !Objects.equals(value, last);
        last = value;
        also.accept(value);
        if (changed) {
            removeAll();
            add(show.apply(value));
        }
    }

    private void failed(Problem problem) {
        last = null;
        removeAll();
        add(new ErrorState(problem, this::fetch));
    }
}
