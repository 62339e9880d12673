package dev.aquifer.billing.evidence;

import dev.aquifer.billing.CsvCell;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what a query gives as CSV (RFC 4180, UTF-8, lines end with a line feed): instants in UTC, decimals plain.
@ApplicationScoped
class Csv {
    private final Sql sql;

    Csv(Sql sql) {
        this.sql = sql;
    }

    /// @param columns names of the query's columns, which become the head; the query says the order of the rows
    String of(List<String> columns, String query, @Nullable Object... parameters) {
        var text = new StringBuilder(String.join(",", columns)).append('\n');
        sql.list(query, row -> line(row, columns), parameters).forEach(text::append);
        return text.toString();
    }

    private static String line(ResultSet row, List<String> columns) throws SQLException {
        var line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            line.append(i == 0 ? "" : ",").append(CsvCell.of(value(row, columns.get(i))));
        }
        return line.append('\n').toString();
    }

    private static String value(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column);
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case java.sql.Timestamp _ ->
                row.getObject(column, OffsetDateTime.class).toInstant().toString();
            default -> value.toString();
        };
    }
}
