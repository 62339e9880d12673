package dev.aquifer.billing.sql;

import dev.aquifer.billing.api.Money;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/// Runs statements on the connection of the running transaction. Values are always parameters, never text. Money,
/// instants, months, enums and lists of ids or texts (as arrays) are bound as the database keeps them.
@ApplicationScoped
public class Sql {

    /// Reads one row; must not move the cursor.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DataSource dataSource;

    Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public <T> List<T> list(String statement, Row<T> reader, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(connection, prepared, parameters);
            try (ResultSet rows = prepared.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
                return result;
            }
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /// The first row, if there is one.
    public <T> Optional<T> first(String statement, Row<T> reader, @Nullable Object... parameters) {
        return list(statement, reader, parameters).stream().findFirst();
    }

    /// @return how many rows were written
    public int update(String statement, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(connection, prepared, parameters);
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /// One statement for many rows, in one round trip.
    public void batch(String statement, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (@Nullable Object[] row : rows) {
                bind(connection, prepared, row);
                prepared.addBatch();
            }
            prepared.executeBatch();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class), column);
    }

    public static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    public static BigDecimal decimal(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getBigDecimal(column), column);
    }

    public static Money money(ResultSet row, String column) throws SQLException {
        return new Money(decimal(row, column));
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column), column);
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static void bind(Connection connection, PreparedStatement prepared, @Nullable Object[] parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            prepared.setObject(i + 1, bound(connection, parameters[i]));
        }
    }

    private static @Nullable String[] texts(List<?> list) {
        @Nullable String[] texts = new @Nullable String[list.size()];
        for (int i = 0; i < texts.length; i++) {
            Object one = list.get(i);
            texts[i] = one == null ? null : one.toString();
        }
        return texts;
    }

    /// As the database writes arrays. No id and no number has a character in it that would have to be escaped: the
    /// driver looks for one in each.
    private static PGobject array(String type, List<?> list) throws SQLException {
        StringBuilder text = new StringBuilder(list.size() * 38).append('{');
        for (Object each : list) {
            text.append(text.length() == 1 ? "" : ",").append(each);
        }
        PGobject array = new PGobject();
        array.setType(type);
        array.setValue(text.append('}').toString());
        return array;
    }

    private static @Nullable Object bound(Connection connection, @Nullable Object value) throws SQLException {
        return switch (value) {
            case Money money -> money.yuan();
            case Instant at -> at.atOffset(ZoneOffset.UTC);
            case YearMonth month -> month.toString();
            case Enum<?> constant -> constant.name();
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof UUID -> array("_uuid", list);
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof BigDecimal -> array("_numeric", list);
            // The driver sends an array of this very type in binary: nothing to escape, nothing to parse.
            case List<?> list -> connection.createArrayOf("text", texts(list));
            case null -> null;
            default -> value;
        };
    }
}
