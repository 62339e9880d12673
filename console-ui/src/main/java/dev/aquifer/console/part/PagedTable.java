package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Problem;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A table that the server gives page by page; a button below it fetches the next.
///
/// @param <T> what a row shows
public class PagedTable<T> extends Div {
    /// One page of either server's API.
    ///
    /// @param next where the next page begins; null on the last
    public record Slice<T>(List<T> items, @Nullable String next) {}

    private final Calls calls;
    private final Table<T> table;
    private final Function<@Nullable UUID, Slice<T>> call;
    private final Component ifEmpty;
    private final Button more;
    private @Nullable UUID after;
    private boolean begun;

    /// @param call fetches the page after the given item, or the first one
    public PagedTable(Calls calls, Table<T> table, Function<@Nullable UUID, Slice<T>> call, Component ifEmpty) {
        this.calls = calls;
        this.table = table;
        this.call = call;
        this.ifEmpty = ifEmpty;
        more = Buttons.quiet(getTranslation("more"), click -> fetch());
        add(new Skeleton(4));
        fetch();
    }

    private void fetch() {
        var from = after;
        more.setEnabled(false);
        calls.make(() -> call.apply(from), this::come, this::failed);
    }

    private void come(Slice<T> slice) {
        if (!begun) {
            begun = true;
            removeAll();
            add(slice.items().isEmpty() ? ifEmpty : table);
            add(more);
        }
        table.rows(slice.items());
        var next = slice.next();
        after = next == null ? null : UUID.fromString(next);
        more.setVisible(next != null);
        more.setEnabled(true);
    }

    private void failed(Problem problem) {
        more.setEnabled(true);
        if (begun) {
            Notices.failed(problem);
        } else {
            removeAll();
            add(new ErrorState(problem, this::fetch));
        }
    }
}
