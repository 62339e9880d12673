package dev.aquifer.billing.subsidy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.ServiceTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A scenario told as the platform rates it: a lease of many days is a charge `c1.1`, `c1.2`, … for each of its
/// days. A credit note is for the first of them, and a claim is paid in full where it has become smaller by the
/// rounding.
final class DayByDay {
    private static final int DECIMALS = 20;

    private final ObjectNode scenario;
    /// How many steps each step of the scenario has become.
    private final List<Integer> steps = new ArrayList<>();

    /// @param leases by the charge that they stand for
    DayByDay(JsonNode scenario, Map<String, StandIn> leases) {
        this.scenario = scenario.deepCopy();
        this.scenario.remove("expected");
        var told = this.scenario.putArray("steps");
        for (var step : scenario.path("steps")) {
            int before = told.size();
            var lease = leases.get(step.path("id").asText());
            if (lease != null) {
                days(lease).forEach(day -> told.add(of(step, lease, day, told.size() - before + 1)));
            } else {
                ObjectNode same = told.addObject().setAll((ObjectNode) step);
                if (leases.containsKey(step.path("charge").asText())) {
                    same.put("charge", step.path("charge").asText() + ".1");
                }
            }
            steps.add(told.size() - before);
        }
    }

    /// @param simulate gives the result of a scenario; each claim is asked for before it is paid
    ObjectNode simulated(UnaryOperator<JsonNode> simulate) {
        var told = scenario.path("steps");
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof ObjectNode step
                    && step.path("op").asText().equals("settle")) {
                step.put("paid", most(step, i, simulate));
            }
        }
        return folded(simulate.apply(scenario));
    }

    /// What is told before the settlement says what is claimed.
    private String most(JsonNode settlement, int settled, UnaryOperator<JsonNode> simulate) {
        var until = scenario.deepCopy();
        var told = until.putArray("steps");
        int claim = -1;
        for (int i = 0; i < settled; i++) {
            var step = scenario.path("steps").path(i);
            if (step.path("op").asText().equals("claim") && step.path("id").equals(settlement.path("claim"))) {
                claim = i;
            }
            told.add(step);
        }
        var claimed = Money.of(
                simulate.apply(until).path("steps").path(claim).path("total").asText());
        return Money.of(settlement.path("paid").asText()).min(claimed).toString();
    }

    /// The result under the names of the scenario itself.
    private ObjectNode folded(JsonNode result) {
        ObjectNode folded = result.deepCopy();
        var told = folded.putArray("steps");
        int next = 0;
        for (int size : steps) {
            var one = told.addObject();
            for (int i = 0; i < size; i++) {
                var step = result.path("steps").path(next++);
                step.properties().forEach(each -> {
                    switch (each.getKey()) {
                        case "accrualChanges", "reasons" -> fold(each.getValue(), one.withObject("/" + each.getKey()));
                        case "net" -> one.put("net", together(one.path("net").asText("0.00"), each.getValue()));
                        default -> one.set(each.getKey(), each.getValue());
                    }
                });
            }
        }
        var accruals = JsonNodeFactory.instance.objectNode();
        fold(result.path("accruals"), accruals);
        folded.set("accruals", accruals);
        return folded;
    }

    private static void fold(JsonNode byCharge, ObjectNode into) {
        byCharge.properties()
                .forEach(charge -> charge.getValue().properties().forEach(programme -> {
                    var at = into.withObject("/" + charge.getKey().split("\\.", 2)[0]);
                    var before = at.path(programme.getKey());
                    at.put(
                            programme.getKey(),
                            before.isMissingNode()
                                    ? programme.getValue().asText()
                                    : together(before.asText(), programme.getValue()));
                }));
    }

    /// Amounts are summed; reasons are the same, or both are said.
    private static String together(String before, JsonNode more) {
        return Character.isLetter(before.charAt(0))
                ? StoryFigures.both(before, more.asText())
                : StoryFigures.sum(before, more.asText());
    }

    private record Day(Instant from, Instant until) {}

    private static List<Day> days(StandIn lease) {
        var days = new ArrayList<Day>();
        for (var from = lease.from(); from.isBefore(lease.until()); ) {
            var midnight = ServiceTime.start(ServiceTime.day(from).plusDays(1));
            var until = midnight.isBefore(lease.until()) ? midnight : lease.until();
            days.add(new Day(from, until));
            from = until;
        }
        return days;
    }

    private static ObjectNode of(JsonNode step, StandIn lease, Day day, int number) {
        ObjectNode told = step.deepCopy();
        told.remove(List.of("amount", "expect"));
        told.put("id", step.path("id").asText() + "." + number);
        told.put("from", day.from().toString());
        told.put("to", day.until().toString());
        told.put(
                "quantity",
                BigDecimal.valueOf(lease.chips()
                                * Duration.between(day.from(), day.until()).toSeconds())
                        .divide(BigDecimal.valueOf(3_600), DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString());
        told.put("unitPrice", lease.price().toPlainString());
        return told;
    }
}
