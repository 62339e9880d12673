package dev.aquifer.billing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.subsidy.Programme;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Reads a scenario's text. Everything that can be said without playing it is checked here.
final class ScenarioReader {
    private static final Set<String> SCENARIO =
            Set.of("id", "title", "vatRate", "combinedCap", "programmes", "steps", "expected");
    private static final Set<String> PROGRAMME = Set.of(
            "id",
            "maxRatio",
            "budget",
            "orgCeiling",
            "kinds",
            "purposes",
            "from",
            "to",
            "domesticBonus",
            "minSpend",
            "priority",
            "group",
            "mode",
            "lateDays");
    private static final BigDecimal VAT = new BigDecimal("0.06");
    private static final String OTHER = "other";
    private static final int MOST_PROGRAMMES = 100;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Limits limits;

    ScenarioReader(Limits limits) {
        this.limits = limits;
    }

    Scenario read(String text) throws Mistake {
        var fields = Fields.of(tree(text), null, "");
        fields.only(SCENARIO);
        var id = fields.text("id");
        fields.textOrNull("title");
        var programmes = new LinkedHashMap<UUID, Programme>();
        var list = fields.list("programmes");
        if (list.size() > MOST_PROGRAMMES) {
            throw fields.mistake(
                    "programmes", "must be at most " + MOST_PROGRAMMES + " programmes; they are " + list.size());
        }
        for (int i = 0; i < list.size(); i++) {
            var one = Fields.of(list.get(i), null, "programmes[" + i + "]");
            var programme = programme(one, i);
            if (programmes.putIfAbsent(programme.id(), programme) != null) {
                throw one.mistake("id", "must be unique; there is a programme " + programme.code() + " already");
            }
        }
        var steps = new ArrayList<Scenario.Step>();
        var told = fields.list("steps");
        if (told.size() > limits.steps()) {
            throw fields.mistake("steps", "must be at most " + limits.steps() + " steps; they are " + told.size());
        }
        for (int i = 0; i < told.size(); i++) {
            steps.add(step(Fields.of(told.get(i), i + 1, "")));
        }
        return new Scenario(
                id,
                fields.ratio("vatRate", VAT),
                fields.has("combinedCap") ? fields.decimal("combinedCap") : BigDecimal.ONE,
                List.copyOf(programmes.values()),
                steps);
    }

    /// Names stand for ids.
    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }

    private JsonNode tree(String text) throws Mistake {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new Mistake(
                    null,
                    "(all of it)",
                    "must be one JSON object: " + e.getOriginalMessage()
                            + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
    }

    private static Programme programme(Fields fields, int place) throws Mistake {
        fields.only(PROGRAMME);
        var name = fields.text("id");
        var kinds = fields.texts("kinds");
        if (kinds.isEmpty()) {
            throw fields.mistake("kinds", "must name at least one kind of charge, as in [\"lease\"]");
        }
        var from = fields.instant("from");
        return new Programme(
                id(name),
                name,
                from,
                after(fields, "from", from, "to"),
                fields.ratio("maxRatio"),
                fields.ratio("domesticBonus", BigDecimal.ZERO),
                Set.copyOf(kinds),
                Set.copyOf(fields.texts("purposes")),
                fields.moneyOrNull("budget"),
                fields.moneyOrNull("orgCeiling"),
                fields.has("priority") ? fields.whole("priority", Integer.MIN_VALUE) : 0,
                fields.moneyOrNull("minSpend"),
                mode(fields),
                fields.textOrNull("group"),
                fields.has("lateDays") ? fields.whole("lateDays", 0) : null,
                Programme.Bearer.ORGANISATION,
                place);
    }

    private static Programme.Mode mode(Fields fields) throws Mistake {
        return switch (fields.text("mode", "DEDUCT")) {
            case "DEDUCT" -> Programme.Mode.DEDUCT;
            case "REIMBURSE" -> Programme.Mode.REIMBURSE;
            default -> throw fields.mistake("mode", "must be DEDUCT or REIMBURSE");
        };
    }

    private static Scenario.Step step(Fields fields) throws Mistake {
        var op = fields.text("op");
        return switch (op) {
            case "month" -> {
                fields.only(Set.of("op", "month", "expect"));
                yield new Scenario.Month(fields.month("month"));
            }
            case "grant" -> {
                fields.only(Set.of(
                        "op", "id", "programme", "organisation", "ratio", "validFrom", "validTo", "limit", "expect"));
                var from = fields.instant("validFrom");
                yield new Scenario.Approve(
                        fields.text("id"),
                        fields.text("programme"),
                        fields.text("organisation"),
                        fields.ratio("ratio"),
                        from,
                        after(fields, "validFrom", from, "validTo"),
                        fields.moneyOrNull("limit"));
            }
            case "charge" -> charge(fields);
            case "creditNote" -> {
                fields.only(Set.of("op", "id", "charge", "amount", "expect"));
                var amount = fields.money("amount");
                if (amount.isZero()) {
                    throw fields.mistake("amount", "must be above 0.00");
                }
                yield new Scenario.CreditNote(fields.text("id"), fields.text("charge"), amount);
            }
            case "reassess" -> {
                fields.only(Set.of("op", "grant", "ratio", "from", "expect"));
                yield new Scenario.Reassess(fields.text("grant"), fields.ratio("ratio"), fields.instant("from"));
            }
            case "claim" -> {
                fields.only(Set.of("op", "id", "programme", "expect"));
                yield new Scenario.MakeClaim(fields.text("id"), fields.text("programme"));
            }
            case "settle" -> {
                fields.only(Set.of("op", "claim", "paid", "expect"));
                yield new Scenario.Settle(fields.text("claim"), fields.signedMoney("paid"));
            }
            case "clawback" -> {
                fields.only(Set.of("op", "grant", "from", "expect"));
                yield new Scenario.ClawBack(fields.text("grant"), fields.instant("from"));
            }
            default ->
                throw fields.mistake(
                        "op",
                        "must be month, grant, charge, creditNote, reassess, claim, settle or clawback; it is " + op);
        };
    }

    private static Scenario.Step charge(Fields fields) throws Mistake {
        fields.only(Set.of(
                "op",
                "id",
                "organisation",
                "kind",
                "chipOrigin",
                "purpose",
                "from",
                "to",
                "amount",
                "quantity",
                "unitPrice",
                "discount",
                "expect"));
        var origin = fields.text("chipOrigin", OTHER);
        if (!origin.equals("CN") && !origin.equals(OTHER)) {
            throw fields.mistake("chipOrigin", "must be CN or other; it is " + origin);
        }
        var from = fields.serviceTime("from");
        var until = fields.serviceTime("to");
        if (until.isBefore(from)) {
            throw fields.mistake("to", "must not be before from");
        }
        var end = ServiceTime.start(ServiceTime.month(from).plusMonths(1));
        if (until.isAfter(end)) {
            throw fields.mistake(
                    "to",
                    "must be at most " + end.atZone(ServiceTime.ZONE).toOffsetDateTime()
                            + ": a charge never crosses the end of a month (Asia/Shanghai)");
        }
        return new Scenario.Post(
                fields.text("id"),
                fields.text("organisation"),
                fields.text("kind"),
                origin,
                fields.text("purpose", OTHER),
                from,
                until,
                list(fields),
                fields.ratio("discount", BigDecimal.ZERO));
    }

    private static Money list(Fields fields) throws Mistake {
        if (fields.has("amount")) {
            for (var other : List.of("quantity", "unitPrice")) {
                if (fields.has(other)) {
                    throw fields.mistake(
                            other, "must not stand beside amount: either amount, or quantity and unitPrice");
                }
            }
            return fields.money("amount");
        }
        if (!fields.has("quantity") && !fields.has("unitPrice")) {
            throw fields.mistake("amount", "must be given, or else quantity and unitPrice");
        }
        var quantity = fields.decimal("quantity");
        return fields.within("quantity", Rounding.charge(quantity, fields.decimal("unitPrice"), BigDecimal.ONE));
    }

    private static Instant after(Fields fields, String startName, Instant start, String endName) throws Mistake {
        var end = fields.instant(endName);
        if (!end.isAfter(start)) {
            throw fields.mistake(endName, "must be after " + startName);
        }
        return end;
    }
}
