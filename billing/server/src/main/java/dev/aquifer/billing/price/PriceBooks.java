package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Reads the published price books. The entries of a book are kept in memory for good: they never change. Which books
/// there are is read anew after some seconds: a book is published a minute at least before it comes into force, so
/// nothing is ever rated by a list that has become wrong.
@ApplicationScoped
public class PriceBooks {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int MOST_LISTS = 10_000;
    private static final UUID PUBLIC = new UUID(0, 0);

    private static final String BOOKS = "select version, valid_from, least(valid_until, lead(valid_from) over (order by"
            + " valid_from)) as ends, currency, vat_rate from %s where state = 'PUBLISHED'%s order by valid_from";

    private final Sql sql;
    private final InstantSource clock;
    private final Map<String, Map<Sku, PriceEntry>> entries = new ConcurrentHashMap<>();
    private final Map<UUID, Kept> lists = new ConcurrentHashMap<>();

    private record Kept(PriceList list, Instant read) {}

    PriceBooks(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The public books, in the caller's transaction.
    public PriceList all() {
        return kept(PUBLIC);
    }

    /// With the contracts of this organisation, to which the transaction is bound.
    public PriceList of(UUID organisation) {
        return kept(organisation);
    }

    /// The organisations that have a published contract, as background work sees them.
    List<UUID> withContracts() {
        return sql.list(
                "select distinct organisation_id from contract_book where state = 'PUBLISHED'",
                row -> Sql.uuid(row, "organisation_id"));
    }

    /// Forgets which books there are: the next question is answered from the database.
    public void forget() {
        lists.clear();
    }

    void published(@Observes(during = TransactionPhase.AFTER_SUCCESS) BookPublished event) {
        forget();
    }

    /// As if this draft held: the public draft instead of all public books, or the contract instead of all contracts.
    public PriceList asIf(UUID organisation, PriceBook draft) {
        PriceList now = of(organisation);
        Map<String, String> origins = origins();
        return draft.contract()
                ? new PriceList(now.books(), List.of(draft), origins)
                : new PriceList(List.of(draft), now.contracts(), origins);
    }

    private PriceList kept(UUID organisation) {
        Instant now = clock.instant();
        Kept kept = lists.get(organisation);
        if (kept != null && Duration.between(kept.read(), now).abs().compareTo(FRESH) < 0) {
            return kept.list();
        }
        if (lists.size() > MOST_LISTS) {
            lists.clear();
        }
        PriceList list = read(organisation);
        lists.put(organisation, new Kept(list, now));
        return list;
    }

    private PriceList read(UUID organisation) {
        List<PriceBook> books = sql.list(BOOKS.formatted("price_book", ""), row -> book(row, null));
        List<PriceBook> contracts = organisation.equals(PUBLIC)
                ? List.of()
                : sql.list(
                        BOOKS.formatted("contract_book", " and organisation_id = ?"),
                        row -> book(row, organisation),
                        organisation);
        return new PriceList(books, contracts, origins());
    }

    private Map<String, String> origins() {
        Map<String, String> origins = new ConcurrentHashMap<>();
        sql.list(
                "select chip_type, chip_origin from chip_type",
                row -> origins.put(Sql.text(row, "chip_type"), Sql.text(row, "chip_origin")) == null);
        return origins;
    }

    private PriceBook book(ResultSet row, @Nullable UUID contractOf) throws SQLException {
        String version = Sql.text(row, "version");
        return new PriceBook(
                version,
                contractOf != null,
                Sql.instant(row, "valid_from"),
                Sql.instantOrNull(row, "ends"),
                Sql.text(row, "currency"),
                vat(Sql.decimal(row, "vat_rate")),
                entries.computeIfAbsent(version, _ -> PriceBook.bySku(entries(version, contractOf))));
    }

    private static BigDecimal vat(BigDecimal stored) {
        return Objects.requireNonNull(PriceRows.price(stored));
    }

    /// Of a book in any state, in the order in which they were saved.
    List<PriceEntry> entries(String version, @Nullable UUID contractOf) {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(version));
        if (contractOf != null) {
            parameters.add(contractOf);
        }
        return sql.list(
                "select " + PriceRows.COLUMNS + " from "
                        + (contractOf == null
                                ? "price_entry where version = ?"
                                : "contract_entry where version = ?" + " and organisation_id = ?")
                        + " order by line",
                PriceRows::read,
                parameters.toArray());
    }
}
