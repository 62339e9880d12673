package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.BookState;
import dev.aquifer.billing.api.price.BookSummary;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Books in any state, as the transaction's binding allows: public ones for all, contracts of the bound organisation,
/// or of all for background work.
@ApplicationScoped
class BookStore {

    /// A book without its entries. @param until as its author wrote it, @param ends with its successor in mind
    record Head(
            String version,
            @Nullable UUID organisation,
            String title,
            boolean published,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant ends,
            String currency,
            BigDecimal vatRate,
            int revision,
            String changedBy,
            Instant changedAt,
            int entries) {

        BookState state(Instant now) {
            if (!published) {
                return BookState.DRAFT;
            }
            return ends == null || ends.isAfter(now) ? BookState.PUBLISHED : BookState.SUPERSEDED;
        }

        BookSummary summary(@Nullable String organisationName, Instant now) {
            return new BookSummary(
                    version,
                    title,
                    state(now),
                    organisation,
                    organisationName,
                    from,
                    ends,
                    entries,
                    changedBy,
                    changedAt);
        }
    }

    private static final String HEADS = "select version, organisation_id, title, state = 'PUBLISHED' as published,"
            + " valid_from, valid_until, case when state = 'PUBLISHED' then least(valid_until, lead(valid_from) over"
            + " (partition by organisation_id, state order by valid_from)) else valid_until end as ends, currency,"
            + " vat_rate, revision, changed_by, changed_at, entries from ("
            + "select version, null::uuid as organisation_id, title, state, valid_from, valid_until, currency, vat_rate,"
            + " revision, changed_by, changed_at,"
            + " (select count(*) from price_entry e where e.version = b.version) as entries from price_book b"
            + " union all "
            + "select version, organisation_id, title, state, valid_from, valid_until, currency, vat_rate,"
            + " revision, changed_by, changed_at, (select count(*) from contract_entry e where e.version = c.version"
            + " and e.organisation_id = c.organisation_id) as entries from contract_book c) books";

    private final Sql sql;

    BookStore(Sql sql) {
        this.sql = sql;
    }

    /// Drafts first, then by beginning, newest first.
    List<Head> all() {
        return sql.list(
                "select * from (" + HEADS + ") heads order by published, valid_from desc, version", BookStore::read);
    }

    Optional<Head> find(String version) {
        return sql.first("select * from (" + HEADS + ") heads where version = ?", BookStore::read, version);
    }

    Set<String> chipTypes() {
        return new TreeSet<>(sql.list("select chip_type from chip_type", row -> Sql.text(row, "chip_type")));
    }

    /// Lets one at a time draft or publish, so that what is looked at stays as it is until the commit.
    void lock() {
        sql.list("select pg_advisory_xact_lock(7266274)", row -> true);
    }

    void insert(SaveBook draft, String by, Instant now) {
        UUID organisation = draft.organisation();
        List<@Nullable Object> values = new ArrayList<>(head(draft, by, now));
        values.add(draft.version());
        if (organisation != null) {
            values.add(organisation);
        }
        sql.update(
                "insert into " + books(organisation)
                        + " (title, valid_from, valid_until, currency, vat_rate, changed_by,"
                        + " changed_at, version"
                        + (organisation == null ? ") values (" : ", organisation_id) values (?, ")
                        + "?, ".repeat(7) + "?)",
                values.toArray());
        insertEntries(draft);
    }

    void update(SaveBook draft, String by, Instant now) {
        UUID organisation = draft.organisation();
        List<@Nullable Object> values = new ArrayList<>(head(draft, by, now));
        values.add(draft.version());
        sql.update(
                "update " + books(organisation) + " set title = ?, valid_from = ?, valid_until = ?, currency = ?,"
                        + " vat_rate = ?, changed_by = ?, changed_at = ?, revision = revision + 1 where version = ?",
                values.toArray());
        sql.update("delete from " + entries(organisation) + " where version = ?", draft.version());
        insertEntries(draft);
    }

    void delete(Head draft) {
        sql.update("delete from " + entries(draft.organisation()) + " where version = ?", draft.version());
        sql.update("delete from " + books(draft.organisation()) + " where version = ?", draft.version());
    }

    void publish(Head draft, String by, Instant now) {
        sql.update(
                "update " + books(draft.organisation()) + " set state = 'PUBLISHED', changed_by = ?, changed_at = ?"
                        + " where version = ?",
                by,
                now,
                draft.version());
    }

    private static List<@Nullable Object> head(SaveBook draft, String by, Instant now) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(draft.title());
        values.add(draft.from());
        values.add(draft.until());
        values.add(draft.currency());
        values.add(draft.vatRate());
        values.add(by);
        values.add(now);
        return values;
    }

    private void insertEntries(SaveBook draft) {
        UUID organisation = draft.organisation();
        List<@Nullable Object[]> rows = new ArrayList<>();
        int line = 0;
        for (PriceEntry entry : draft.entries()) {
            List<@Nullable Object> row = new ArrayList<>();
            if (organisation != null) {
                row.add(organisation);
            }
            row.add(draft.version());
            row.add(line++);
            row.addAll(PriceRows.values(entry));
            rows.add(row.toArray());
        }
        sql.batch(
                "insert into " + entries(organisation) + (organisation == null ? " (" : " (organisation_id, ")
                        + "version, line, " + PriceRows.COLUMNS + ") values (" + (organisation == null ? "" : "?, ")
                        + "?, ?, " + PriceRows.VALUES + ")",
                rows);
    }

    private static String books(@Nullable UUID organisation) {
        return organisation == null ? "price_book" : "contract_book";
    }

    private static String entries(@Nullable UUID organisation) {
        return organisation == null ? "price_entry" : "contract_entry";
    }

    private static Head read(ResultSet row) throws SQLException {
        return new Head(
                Sql.text(row, "version"),
                Sql.uuidOrNull(row, "organisation_id"),
                Sql.text(row, "title"),
                row.getBoolean("published"),
                Sql.instant(row, "valid_from"),
                Sql.instantOrNull(row, "valid_until"),
                Sql.instantOrNull(row, "ends"),
                Sql.text(row, "currency"),
                Objects.requireNonNull(PriceRows.price(Sql.decimal(row, "vat_rate"))),
                row.getInt("revision"),
                Sql.text(row, "changed_by"),
                Sql.instant(row, "changed_at"),
                row.getInt("entries"));
    }
}
