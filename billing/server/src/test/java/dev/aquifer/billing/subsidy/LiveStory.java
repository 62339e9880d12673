package dev.aquifer.billing.subsidy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.bill.Closer;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.payment.Corrector;
import dev.aquifer.billing.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A scenario file, played into the real database: its charges are posted, its grants granted, its months closed as far
/// as they are over. What is not a charge stands on the bill that is open today.
final class LiveStory {
    private static final long BYTE_SECONDS_OF_A_GIB_DAY = 1024L * 1024 * 1024 * 86_400;
    private static final String NONE = "'{}'";

    private final Town town;
    private final Ids ids;
    private final InstantSource clock;
    private final Sql sql;
    private final Ledger ledger;
    private final Accruals accruals;
    private final GrantDesk grants;
    private final Claims claims;
    private final Corrector corrector;
    private final Closer closer;

    private final Map<String, UUID> programmes = new LinkedHashMap<>();
    private final Map<String, UUID> organisations = new LinkedHashMap<>();
    private final Map<String, Grant> granted = new LinkedHashMap<>();
    private final Map<String, UUID> charges = new LinkedHashMap<>();
    private final Map<UUID, UUID> owners = new LinkedHashMap<>();
    private final Map<String, UUID> claimed = new LinkedHashMap<>();
    private @Nullable YearMonth open;

    LiveStory(
            Town town,
            Ids ids,
            InstantSource clock,
            Sql sql,
            Ledger ledger,
            Accruals accruals,
            GrantDesk grants,
            Claims claims,
            Corrector corrector,
            Closer closer) {
        this.town = town;
        this.ids = ids;
        this.clock = clock;
        this.sql = sql;
        this.ledger = ledger;
        this.accruals = accruals;
        this.grants = grants;
        this.claims = claims;
        this.corrector = corrector;
        this.closer = closer;
    }

    LiveStory play(JsonNode scenario) {
        scenario.path("programmes").forEach(this::programme);
        for (var step : scenario.path("steps")) {
            switch (step.path("op").asText()) {
                case "month" -> month(YearMonth.parse(step.path("month").asText()));
                case "grant" -> grant(step);
                case "charge" -> charge(step);
                case "creditNote" -> {
                    var charge = Objects.requireNonNull(
                            charges.get(step.path("charge").asText()));
                    var owner = Objects.requireNonNull(owners.get(charge));
                    var amount = Money.of(step.path("amount").asText());
                    town.as(owner, () -> {
                        corrector.credit(owner, charge, amount);
                        return true;
                    });
                }
                case "reassess" -> {
                    var grant = Objects.requireNonNull(
                            granted.get(step.path("grant").asText()));
                    QuarkusTransaction.requiringNew()
                            .run(() -> grants.reassess(
                                    grant.organisation(),
                                    grant.id(),
                                    new BigDecimal(step.path("ratio").asText()),
                                    at(step, "from"),
                                    "reassessed"));
                }
                case "claim" -> {
                    var programme = Objects.requireNonNull(
                            programmes.get(step.path("programme").asText()));
                    claimed.put(step.path("id").asText(), claims.freeze(programme));
                }
                case "settle" ->
                    claims.settle(
                            Objects.requireNonNull(
                                    claimed.get(step.path("claim").asText())),
                            Money.of(step.path("paid").asText()));
                case "clawback" -> {
                    var grant = Objects.requireNonNull(
                            granted.get(step.path("grant").asText()));
                    QuarkusTransaction.requiringNew()
                            .run(() -> grants.clawBack(
                                    grant.organisation(), grant.id(), at(step, "from"), "false statements"));
                }
                default -> throw new IllegalArgumentException(step.toString());
            }
        }
        return this;
    }

    /// Organisations and programmes, by which rows of the books are known.
    UUID[] everyone() {
        var all = new ArrayList<>(organisations.values());
        all.addAll(programmes.values());
        return all.toArray(UUID[]::new);
    }

    Map<String, String> used() {
        var used = new LinkedHashMap<String, String>();
        programmes.forEach((name, programme) ->
                used.put(name, town.programmeUsed(programme).toString()));
        return used;
    }

    private void month(YearMonth month) {
        var before = open;
        if (before != null && before.isBefore(ServiceTime.month(clock.instant()))) {
            organisations.values().forEach(organisation -> closer.close(organisation, before));
        }
        open = month;
    }

    private UUID organisation(JsonNode step) {
        return organisations.computeIfAbsent(step.path("organisation").asText(), town::organisation);
    }

    private void programme(JsonNode said) {
        var id = ids.next();
        programmes.put(said.path("id").asText(), id);
        town.owner(
                "insert into programme (id, code) values (?, ?)",
                id,
                "L-" + id.toString().toUpperCase(Locale.ROOT));
        town.owner(
                "insert into programme_version (programme_id, version, state, title, title_zh, city, level,"
                        + " document_title, document_date, valid_from, valid_until, max_ratio, domestic_bonus, kinds,"
                        + " purposes, requirements, budget, organisation_ceiling, priority, note, published_at,"
                        + " min_spend, mode, exclusion_group, late_days, shortfall_bearer) values (?, 1, 'PUBLISHED',"
                        + " 'Test', '测试', 'Shanghai', 'CITY', 'Test', date '2026-01-01', ?::timestamptz,"
                        + " ?::timestamptz, ?::numeric, ?::numeric, ?::text[], ?::text[], " + NONE + ", ?::numeric,"
                        + " ?::numeric, ?, 'test', now(), ?::numeric, ?, ?, ?::integer, ?)",
                id,
                said.path("from").asText(),
                said.path("to").asText(),
                said.path("maxRatio").asText(),
                said.path("domesticBonus").asText("0"),
                array(said.path("kinds")),
                array(said.path("purposes")),
                text(said, "budget"),
                text(said, "orgCeiling"),
                said.path("priority").asInt(),
                text(said, "minSpend"),
                said.path("mode").asText("DEDUCT"),
                text(said, "group"),
                text(said, "lateDays"),
                said.path("shortfallBearer").asText("ORGANISATION"));
        town.owner("insert into programme_use (programme_id, budget) values (?, ?::numeric)", id, text(said, "budget"));
    }

    private void grant(JsonNode step) {
        var limit = text(step, "limit");
        var grant = town.grant(
                organisation(step),
                Objects.requireNonNull(programmes.get(step.path("programme").asText())),
                step.path("ratio").asText(),
                at(step, "validFrom"),
                at(step, "validTo"),
                limit == null ? null : Money.of(limit));
        granted.put(step.path("id").asText(), grant);
        QuarkusTransaction.requiringNew().run(() -> grants.approve(grant));
    }

    private void charge(JsonNode step) {
        var id = ids.next();
        var owner = organisation(step);
        charges.put(step.path("id").asText(), id);
        owners.put(id, owner);
        var kind = step.path("kind").asText();
        var list = step.has("amount")
                ? Money.of(step.path("amount").asText())
                : Rounding.charge(
                        new BigDecimal(step.path("quantity").asText()),
                        new BigDecimal(step.path("unitPrice").asText()),
                        BigDecimal.ONE);
        var rate = new BigDecimal(step.path("discount").asText("0"));
        var discount = Rounding.discount(list, rate);
        var now = new ChargeNow(
                id,
                owner,
                kind,
                step.path("purpose").asText(),
                step.path("chipOrigin").asText("other"),
                at(step, "from"),
                at(step, "to"),
                list.minus(discount),
                Objects.requireNonNull(open));
        town.as(owner, () -> {
            ledger.lock(owner);
            post(now, list, discount, rate);
            return accruals.accrue(List.of(now));
        });
    }

    private void fact(ChargeNow now, String type, String body, long quantity) {
        sql.update(
                "insert into fact (id, organisation_id, type, source, at, recorded_at, body)"
                        + " values (?, ?, ?, '/test', ?, ?, ?::jsonb)",
                now.charge(),
                now.organisation(),
                type,
                now.from(),
                now.from(),
                body);
        sql.update(
                "insert into charge_fact (organisation_id, charge_id, fact_id, quantity) values (?, ?, ?, ?)",
                now.organisation(),
                now.charge(),
                now.charge(),
                quantity);
    }

    /// One unit of what the price is for, so that the price is the list amount.
    private void post(ChargeNow now, Money list, Money discount, BigDecimal rate) {
        var tokens = now.kind().equals("tokens");
        var units = tokens ? 1_000_000 : now.kind().equals("lease") ? 3_600 : BYTE_SECONDS_OF_A_GIB_DAY;
        sql.update(
                "insert into charge (organisation_id, id, kind, day, month, deployment_name, item, bucket, simulated,"
                        + " purpose, chip_origin, quantity, unit_price, price_book, starts_at, ends_at, list, discount,"
                        + " discount_rate, net, revision, changed_at) values (?, ?, ?, ?, ?, '', 'x', ?, false, ?, ?, ?,"
                        + " ?, '2026-01', ?, ?, ?, ?, ?, ?, 1, ?)",
                now.organisation(),
                now.charge(),
                now.kind().toUpperCase(Locale.ROOT),
                ServiceTime.day(now.from()),
                now.month(),
                tokens ? "INPUT" : null,
                now.purpose(),
                now.chipOrigin(),
                units,
                list.yuan(),
                now.from(),
                now.until(),
                list,
                discount,
                rate,
                now.net(),
                clock.instant());
        if (tokens) {
            fact(now, "dev.aquifer.usage.recorded.v1", "{\"tokens\":{\"input\":1000000}}", units);
        } else if (units == BYTE_SECONDS_OF_A_GIB_DAY) {
            fact(
                    now,
                    "dev.aquifer.storage.recorded.v1",
                    "{\"model\":\"" + now.charge() + "\",\"byteSeconds\":" + units + "}",
                    units);
        }
        ledger.post(List.of(LedgerTransaction.of(
                now.organisation(),
                "charge:" + now.charge() + ":1",
                "charge",
                now.charge(),
                now.month(),
                new Transfer(Account.UNBILLED, Account.revenue(now.kind()), now.net()))));
    }

    private static @Nullable String text(JsonNode said, String field) {
        return said.has(field) ? said.path(field).asText() : null;
    }

    private static String array(JsonNode said) {
        var all = new ArrayList<String>();
        said.forEach(each -> all.add(each.asText()));
        return "{" + String.join(",", all) + "}";
    }

    private static Instant at(JsonNode step, String field) {
        return java.time.OffsetDateTime.parse(step.path(field).asText()).toInstant();
    }
}
