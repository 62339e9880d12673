package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The charges of the organisation that the transaction is bound to.
@ApplicationScoped
public class Charges {

    /// How much of a fact is in a charge.
    ///
    /// @param request id of the request, for tokens
    public record Part(
            UUID fact,
            String type,
            Instant at,
            Instant recordedAt,
            BigDecimal quantity,
            @Nullable String request) {}

    /// The facts of a charge in brief.
    public record Evidence(long facts, String first, String last, String sha256) {}

    private static final String COLUMNS =
            "organisation_id, id, kind, day, month, lease_id, deployment_id, deployment_name,"
                    + " item, bucket, simulated, purpose, chip_origin, chips, quantity, unit_price, price_book, tally,"
                    + " discount_rate, starts_at, ends_at, list, discount, net, working, revision, changed_at";

    private final Sql sql;

    Charges(Sql sql) {
        this.sql = sql;
    }

    public List<Charge> of(UUID organisation, YearMonth month) {
        return sql.list(
                "select " + COLUMNS + " from charge where organisation_id = ? and month = ?",
                Charges::read,
                organisation,
                month);
    }

    public Optional<Charge> find(UUID organisation, UUID id) {
        return sql.first(
                "select " + COLUMNS + " from charge where organisation_id = ? and id = ?",
                Charges::read,
                organisation,
                id);
    }

    /// What was used in the month, on whichever bills it stands.
    List<Charge> ofService(UUID organisation, YearMonth month) {
        return sql.list(
                "select " + COLUMNS + " from charge where organisation_id = ? and month >= ? and day between ? and ?",
                Charges::read,
                organisation,
                month,
                month.atDay(1),
                month.atEndOfMonth());
    }

    /// Which facts are in the charges of tokens on a bill: count, first and last id, and the SHA-256 of all ids (16
    /// bytes each, ascending).
    public Map<UUID, Evidence> evidence(UUID organisation, YearMonth month) {
        record Row(UUID charge, Evidence evidence) {}
        return sql
                .list(
                        "select c.charge_id, count(*) as facts, min(c.fact_id::text) as first, max(c.fact_id::text) as last,"
                                + " encode(sha256(string_agg(uuid_send(c.fact_id), ''::bytea order by c.fact_id)), 'hex')"
                                + " as sha256 from charge_fact c join charge g on g.organisation_id = c.organisation_id"
                                + " and g.id = c.charge_id where c.organisation_id = ? and g.month = ? group by c.charge_id",
                        row -> new Row(
                                Sql.uuid(row, "charge_id"),
                                new Evidence(
                                        row.getLong("facts"),
                                        Sql.text(row, "first"),
                                        Sql.text(row, "last"),
                                        Sql.text(row, "sha256"))),
                        organisation,
                        month)
                .stream()
                .collect(Collectors.toMap(Row::charge, Row::evidence));
    }

    public List<YearMonth> months(UUID organisation) {
        return sql.list(
                "select distinct month from charge where organisation_id = ? order by month desc",
                row -> YearMonth.parse(Sql.text(row, "month")),
                organisation);
    }

    /// The facts behind a charge of tokens, oldest first.
    public List<Part> parts(UUID organisation, UUID charge, @Nullable UUID after, int limit) {
        return sql.list(
                "select c.fact_id, f.type, f.at, f.recorded_at, c.quantity, f.request from charge_fact c"
                        + " join fact f on f.id = c.fact_id and f.organisation_id = c.organisation_id"
                        + " where c.organisation_id = ? and c.charge_id = ? and (?::uuid is null or c.fact_id > ?::uuid)"
                        + " order by c.fact_id limit ?",
                row -> new Part(
                        Sql.uuid(row, "fact_id"),
                        Sql.text(row, "type"),
                        Sql.instant(row, "at"),
                        Sql.instant(row, "recorded_at"),
                        plain(Sql.decimal(row, "quantity")),
                        row.getString("request")),
                organisation,
                charge,
                after,
                after,
                limit);
    }

    public long countParts(UUID organisation, UUID charge) {
        return sql.first(
                        "select count(*) as facts from charge_fact where organisation_id = ? and charge_id = ?",
                        row -> row.getLong("facts"),
                        organisation,
                        charge)
                .orElse(0L);
    }

    Map<UUID, Charge> byId(UUID organisation, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return sql
                .list(
                        "select " + COLUMNS + " from charge where organisation_id = ? and id = any(?)",
                        Charges::read,
                        organisation,
                        List.copyOf(ids))
                .stream()
                .collect(Collectors.toMap(Charge::id, Function.identity()));
    }

    /// All charges that are counted together.
    List<Charge> counted(UUID organisation, String tally) {
        return sql.list(
                "select " + COLUMNS + " from charge where organisation_id = ? and tally = ?",
                Charges::read,
                organisation,
                tally);
    }

    void save(Collection<Charge> charges) {
        sql.batch(
                "insert into charge (" + COLUMNS + ") values (" + "?, ".repeat(26) + "?)"
                        + " on conflict (organisation_id, id) do update set quantity = excluded.quantity,"
                        + " unit_price = excluded.unit_price, ends_at = excluded.ends_at, list = excluded.list,"
                        + " discount = excluded.discount, net = excluded.net, working = excluded.working,"
                        + " revision = excluded.revision, changed_at = excluded.changed_at",
                charges.stream().map(Charges::row).toList());
    }

    /// Of many organisations at once: the transaction is bound to jobs.
    void saveParts(Collection<Portion> portions) {
        if (portions.isEmpty()) {
            return;
        }
        sql.update(
                "insert into charge_fact (organisation_id, charge_id, fact_id, quantity)"
                        + " select * from unnest(?, ?, ?, ?)",
                portions.stream().map(Portion::organisation).toList(),
                portions.stream().map(Portion::charge).toList(),
                portions.stream().map(Portion::fact).toList(),
                portions.stream().map(Portion::quantity).toList());
    }

    private static @Nullable Object[] row(Charge charge) {
        return new @Nullable Object[] {
            charge.organisation(),
            charge.id(),
            charge.kind(),
            charge.day(),
            charge.month(),
            charge.lease(),
            charge.deployment(),
            charge.deploymentName(),
            charge.item(),
            charge.bucket(),
            charge.simulated(),
            charge.purpose(),
            charge.chipOrigin(),
            charge.chips(),
            charge.quantity(),
            charge.unitPrice(),
            charge.priceBook(),
            charge.tally(),
            charge.discountRate(),
            charge.from(),
            charge.until(),
            charge.list(),
            charge.discount(),
            charge.net(),
            charge.working(),
            charge.revision(),
            charge.changedAt()
        };
    }

    private static Charge read(ResultSet row) throws SQLException {
        String bucket = row.getString("bucket");
        return new Charge(
                Sql.uuid(row, "organisation_id"),
                Sql.uuid(row, "id"),
                ChargeKind.valueOf(Sql.text(row, "kind")),
                Objects.requireNonNull(row.getObject("day", LocalDate.class)),
                YearMonth.parse(Sql.text(row, "month")),
                Sql.uuidOrNull(row, "lease_id"),
                Sql.uuidOrNull(row, "deployment_id"),
                Sql.text(row, "deployment_name"),
                Sql.text(row, "item"),
                bucket == null ? null : Bucket.valueOf(bucket),
                row.getBoolean("simulated"),
                Sql.text(row, "purpose"),
                Sql.text(row, "chip_origin"),
                row.getObject("chips", Integer.class),
                plain(Sql.decimal(row, "quantity")),
                price(Sql.decimal(row, "unit_price")),
                Sql.text(row, "price_book"),
                row.getString("tally"),
                plain(Sql.decimal(row, "discount_rate")),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                Sql.money(row, "list"),
                Sql.money(row, "discount"),
                Sql.money(row, "net"),
                row.getString("working"),
                row.getInt("revision"),
                Sql.instant(row, "changed_at"));
    }

    private static BigDecimal plain(BigDecimal stored) {
        BigDecimal stripped = stored.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static BigDecimal price(BigDecimal stored) {
        BigDecimal stripped = stored.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }
}
