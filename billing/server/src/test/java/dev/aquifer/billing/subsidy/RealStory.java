package dev.aquifer.billing.subsidy;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.MovedClock;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.charge.Unmetered;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.Purpose;
import dev.aquifer.platform.api.usage.Tokens;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A scenario as it would really happen: tenant, operator and assessors act over HTTP, leases and requests are
/// stated on Kafka, and the clock goes through the year. Every step has an instant of its own, by which
/// [StoryFigures] finds what it posted.
final class RealStory {
    private static final Instant BEFORE = Instant.parse("2025-12-01T04:00:00Z");
    private static final BigDecimal MILLION = new BigDecimal(1_000_000);

    /// What a story is played with.
    record Means(Given given, MovedClock clock, Organisations organisations, Unmetered unmetered) {}

    private final Means means;
    private final JsonNode scenario;
    private final boolean allDays;
    private final List<Instant> boundaries;
    private final Map<String, UUID> tenants = new LinkedHashMap<>();
    private final Map<String, Price> prices = new LinkedHashMap<>();
    private final Map<String, UUID> programmes = new LinkedHashMap<>();
    private final Map<String, Posted> charges = new LinkedHashMap<>();
    private final Map<String, String> grants = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private final Map<String, String> claimed = new LinkedHashMap<>();
    private final StoryFigures figures;
    private @Nullable YearMonth open;

    /// Where a scenario's charge is found.
    ///
    /// @param column of the table of charges that has the id
    record Posted(UUID organisation, String column, UUID id) {
        String where() {
            return "organisation_id = '" + organisation + "' and " + column + " = '" + id + "'";
        }
    }

    /// How a charge will be stated: priced in the tenant's contract a lease under a pool of its own.
    private record Price(UUID pool, @Nullable StandIn lease, long tokens, Map<String, Object> entry) {}

    /// @param allDays whether a lease lasts as long as the scenario's charge, or one day
    RealStory(Means means, JsonNode scenario, boolean allDays) {
        this.means = means;
        this.scenario = scenario;
        this.allDays = allDays;
        this.boundaries = boundaries(scenario);
        this.figures = new StoryFigures(means.given(), tenants, programmes, charges);
        scenario.path("steps").forEach(this::price);
    }

    /// The leases that will be, by the scenario's charge.
    Map<String, StandIn> leases() {
        var leases = new LinkedHashMap<String, StandIn>();
        prices.forEach((charge, price) -> {
            if (price.lease() != null) {
                leases.put(charge, price.lease());
            }
        });
        return leases;
    }

    /// Plays it.
    ///
    /// @return in the form of a simulation's result
    ObjectNode play() {
        // The terms that ship with the platform are younger than the stories.
        means.given().asSuperuser("update subsidy_terms set since = timestamptz '2025-01-01 00:00+08'");
        means.clock().moveTo(BEFORE);
        for (var step : scenario.path("steps")) {
            if (step.has("organisation")) {
                tenants.computeIfAbsent(text(step, "organisation"), this::tenant);
            }
        }
        scenario.path("programmes").forEach(each -> programmes.put(text(each, "id"), publish(each)));
        tenants.forEach(this::contract);
        var steps = JsonNodeFactory.instance.arrayNode();
        for (var step : scenario.path("steps")) {
            means.clock().moveTo(means.clock().instant().plusSeconds(1));
            steps.add(played(step));
        }
        var result = figures.inTheEnd();
        result.put("id", text(scenario, "id"));
        result.set("steps", steps);
        return result;
    }

    /// What the books and the standing say in the end.
    Map<String, String> books() {
        return figures.books();
    }

    private ObjectNode played(JsonNode step) {
        var told = JsonNodeFactory.instance.objectNode();
        switch (text(step, "op")) {
            case "month" -> month(YearMonth.parse(text(step, "month")));
            case "grant" -> {
                grants.put(
                        text(step, "id"),
                        People.grant(
                                tenant(step),
                                programmes.get(text(step, "programme")),
                                step,
                                ServiceTime.day(at(step, "validFrom")),
                                ServiceTime.day(at(step, "validTo"))));
                figures.reasons(means.clock().instant(), told);
            }
            case "charge" -> {
                post(step);
                told.put("net", figures.net(text(step, "id")));
                figures.reasons(means.clock().instant(), told);
            }
            case "creditNote" -> {
                var of = Objects.requireNonNull(charges.get(text(step, "charge")));
                People.creditNote(of.organisation(), figures.first(text(step, "charge")), text(step, "amount"));
            }
            case "reassess" -> {
                People.reassess(grants.get(text(step, "grant")), text(step, "ratio"), at(step, "from"));
                figures.reasons(means.clock().instant(), told);
            }
            case "claim" -> {
                var claim = People.openClaim(programmes.get(text(step, "programme")), String.valueOf(open));
                claims.put(text(step, "id"), claim);
                var total = People.freeze(claim);
                claimed.put(text(step, "id"), total);
                told.put("total", total);
            }
            case "settle" -> {
                var parts = People.settle(
                        claims.get(text(step, "claim")),
                        paid(step),
                        ServiceTime.day(means.clock().instant()));
                told.set("organisations", figures.settled(parts));
            }
            case "clawback" -> {
                var clawback = People.clawBack(grants.get(text(step, "grant")), at(step, "from"));
                told.put("reversed", clawback.getString("reversed"));
                told.put("receivable", clawback.getString("receivable"));
            }
            default -> throw new IllegalArgumentException("no such step: " + step);
        }
        figures.changes(means.clock().instant(), told);
        return told;
    }

    /// What the programme pays is at most what is claimed.
    private String paid(JsonNode settlement) {
        var most = Objects.requireNonNull(claimed.get(text(settlement, "claim")));
        return Money.of(text(settlement, "paid")).min(Money.of(most)).toString();
    }

    private void month(YearMonth month) {
        var before = open;
        open = month;
        means.clock().moveTo(ServiceTime.start(month).plusSeconds(3_600));
        if (before != null) {
            People.close(before);
            await().atMost(Duration.ofSeconds(60)).until(() -> figures.closed(before));
            People.stop(before);
        }
    }

    private void post(JsonNode step) {
        var id = text(step, "id");
        var organisation = tenant(step);
        var from = at(step, "from");
        switch (text(step, "kind")) {
            case "lease" -> {
                var price = Objects.requireNonNull(prices.get(id));
                var standIn = Objects.requireNonNull(price.lease());
                goTo(standIn.until());
                var lease = means.given()
                        .lease(
                                organisation,
                                price.pool(),
                                chip(step),
                                standIn.chips(),
                                Purpose.valueOf(text(step, "purpose").toUpperCase(Locale.ROOT)),
                                standIn.from());
                stated(
                        id,
                        new Posted(organisation, "lease_id", lease.lease()),
                        Topics.LEASES,
                        List.of(means.given().opened(lease), means.given().closed(lease, standIn.until())));
            }
            case "tokens" -> {
                var price = Objects.requireNonNull(prices.get(id));
                goTo(from.plusSeconds(60));
                var deployment = means.given().id();
                var usage = means.given()
                        .usage(organisation, deployment, from, new Tokens(price.tokens(), 0, 0, 0, 0), chip(step));
                stated(
                        id,
                        new Posted(organisation, "deployment_id", deployment),
                        Topics.USAGE,
                        List.of(means.given().recorded(usage)));
            }
            case "storage" -> {
                goTo(from.plusSeconds(60));
                var charge = means.unmetered().storage(organisation, from, Money.of(text(step, "amount")));
                charges.put(id, new Posted(organisation, "id", charge));
                figures.found(id);
            }
            default -> throw new IllegalArgumentException("no such kind: " + step);
        }
    }

    /// Facts on Kafka, until the charge is there.
    private void stated(String id, Posted charge, String topic, List<String> facts) {
        charges.put(id, charge);
        means.given().sendAll(topic, charge.organisation(), facts);
        await("charge " + id)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> figures.found(id));
    }

    /// Nothing is stated before it has ended, a late fact comes when it comes; what lasts until the month's end is
    /// stated a minute before it, as a clock may be wrong by.
    private void goTo(Instant end) {
        var last = ServiceTime.start(Objects.requireNonNull(open).plusMonths(1)).minusSeconds(60);
        var when = end.isBefore(last) ? end : last;
        if (when.isAfter(means.clock().instant())) {
            means.clock().moveTo(when);
        }
    }

    private void price(JsonNode step) {
        if (!text(step, "op").equals("charge") || text(step, "kind").equals("storage")) {
            return;
        }
        var entry = new LinkedHashMap<String, Object>(Map.of("model", "PER_UNIT"));
        if (step.has("discount")) {
            entry.put("discount", text(step, "discount"));
        }
        var pool = means.given().id();
        if (text(step, "kind").equals("lease")) {
            var lease = lease(step);
            entry.putAll(Map.of("kind", "LEASE", "item", chip(step), "pool", pool, "price", lease.price()));
            prices.put(text(step, "id"), new Price(pool, lease, 0, entry));
        } else {
            var tokens = step.has("amount")
                    ? MILLION.longValueExact()
                    : decimal(step, "quantity").multiply(MILLION).longValueExact();
            entry.putAll(Map.of(
                    "kind",
                    "TOKENS",
                    "item",
                    Given.MODEL,
                    "bucket",
                    Bucket.INPUT,
                    "price",
                    decimal(step, step.has("amount") ? "amount" : "unitPrice")));
            prices.put(text(step, "id"), new Price(pool, null, tokens, entry));
        }
    }

    private StandIn lease(JsonNode step) {
        var from = at(step, "from");
        var until = at(step, "to");
        if (step.has("amount")) {
            var amount = decimal(step, "amount");
            return allDays ? StandIn.whole(from, until, amount) : StandIn.shortened(from, until, boundaries, amount);
        }
        var quantity = decimal(step, "quantity");
        var price = decimal(step, "unitPrice");
        return allDays
                ? StandIn.whole(from, until, quantity, price)
                : StandIn.shortened(from, until, boundaries, quantity, price);
    }

    /// The scenario's prices, as a contract of the organisation from the beginning of the year on.
    private void contract(String name, UUID organisation) {
        var entries = scenario.path("steps")
                .valueStream()
                .filter(step -> text(step, "organisation").equals(name) && prices.containsKey(text(step, "id")))
                .map(step ->
                        Objects.requireNonNull(prices.get(text(step, "id"))).entry())
                .toList();
        if (!entries.isEmpty()) {
            People.contract(organisation, scenario.path("vatRate").asText("0.06"), entries);
        }
    }

    private UUID tenant(String name) {
        var id = means.given().organisation(name + " of " + text(scenario, "id"), "ann=OWNER");
        await().atMost(Duration.ofSeconds(30)).until(() -> means.organisations().known(id));
        return id;
    }

    private UUID publish(JsonNode programme) {
        var form = Desks.programme(text(scenario, "id") + "-" + text(programme, "id") + (allDays ? "-DAYS" : ""));
        form.put("from", ServiceTime.day(at(programme, "from")).toString());
        form.put("until", ServiceTime.day(at(programme, "to")).toString());
        form.put("maxRatio", text(programme, "maxRatio"));
        form.put("domesticBonus", programme.path("domesticBonus").asText("0"));
        for (var field : List.of("kinds", "purposes")) {
            form.put(
                    field,
                    programme.path(field).valueStream().map(JsonNode::asText).toList());
        }
        form.put("mode", programme.path("mode").asText("DEDUCT"));
        form.put("priority", programme.path("priority").asInt(0));
        form.keySet().removeAll(Set.of("budget", "organisationCeiling"));
        Map.of("budget", "budget", "orgCeiling", "organisationCeiling", "minSpend", "minSpend", "group", "group")
                .forEach((told, field) -> {
                    if (programme.has(told)) {
                        form.put(field, text(programme, told));
                    }
                });
        if (programme.has("lateDays")) {
            form.put("lateDays", programme.path("lateDays").asInt());
        }
        return People.publish(form);
    }

    private UUID tenant(JsonNode step) {
        return Objects.requireNonNull(tenants.get(text(step, "organisation")));
    }

    private static List<Instant> boundaries(JsonNode scenario) {
        var all = new ArrayList<Instant>();
        for (var part : List.of("programmes", "steps")) {
            for (var each : scenario.path(part)) {
                if (!each.path("op").asText().equals("charge")) {
                    for (var field : List.of("from", "to", "validFrom", "validTo")) {
                        if (each.has(field)) {
                            all.add(at(each, field));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static String chip(JsonNode step) {
        return step.path("chipOrigin").asText().equals("CN") ? "huawei-ascend-910b4" : "nvidia-a10";
    }

    private static Instant at(JsonNode of, String field) {
        return OffsetDateTime.parse(text(of, field)).toInstant();
    }

    private static BigDecimal decimal(JsonNode of, String field) {
        return new BigDecimal(text(of, field));
    }

    private static String text(JsonNode of, String field) {
        return of.path(field).asText();
    }
}
