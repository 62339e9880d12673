package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCaption;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A real table that can be read, printed and copied whole. On a phone each row becomes a block with its column
/// names. Long lists come page by page: see [PagedTable].
///
/// @param <T> what a row shows
public class Table<T> extends Div {
    private record Column<T>(String name, boolean number, Function<T, Component> cell) {}

    private final List<Column<T>> columns = new ArrayList<>();
    private final NativeTableRow head = new NativeTableRow();
    private final NativeTableBody body = new NativeTableBody();

    /// @param caption what the table shows, for screen readers
    public Table(String caption) {
        addClassName("aq-scroll");
        var words = new NativeTableCaption();
        words.setText(caption);
        var table = new NativeTable();
        table.addClassName("aq-table");
        table.add(words, new NativeTableHeader(head), body);
        add(table);
    }

    public Table<T> column(String name, Function<T, Component> cell) {
        return column(new Column<>(name, false, cell));
    }

    public Table<T> text(String name, Function<T, String> cell) {
        return column(name, row -> new Span(cell.apply(row)));
    }

    /// A column of figures: set to the right, all digits of one width.
    public Table<T> number(String name, Function<T, String> cell) {
        return column(new Column<>(name, true, row -> new Span(cell.apply(row))));
    }

    public Table<T> numbers(String name, Function<T, Component> cell) {
        return column(new Column<>(name, true, cell));
    }

    private Table<T> column(Column<T> column) {
        columns.add(column);
        var cell = new NativeTableHeaderCell(column.name());
        cell.getElement().setAttribute("scope", "col");
        if (column.number()) {
            cell.addClassName("num");
        }
        head.add(cell);
        return this;
    }

    public Table<T> rows(Iterable<T> rows) {
        rows.forEach(this::row);
        return this;
    }

    /// Adds a row and gives it, for ids and styles of its own.
    public NativeTableRow row(T item) {
        var row = new NativeTableRow();
        for (var i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            row.add(i == 0 ? first(column, item) : cell(column, item));
        }
        body.add(row);
        return row;
    }

    private Component first(Column<T> column, T item) {
        var cell = new NativeTableHeaderCell(column.cell().apply(item));
        cell.getElement().setAttribute("scope", "row");
        return cell;
    }

    private Component cell(Column<T> column, T item) {
        var cell = new NativeTableCell(column.cell().apply(item));
        cell.getElement().setAttribute("data-label", column.name());
        if (column.number()) {
            cell.addClassName("num");
        }
        return cell;
    }
}
