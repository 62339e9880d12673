package dev.aquifer.console.usage;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.aquifer.billing.api.usage.AnomalyView;
import dev.aquifer.billing.api.usage.Labelled;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.ChipNames;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Tone;
import java.util.List;
import java.util.Map;

/// Deployments and keys whose cost left its usual band, with the reason; nothing where there is none. It is an extra:
/// where billing does not answer, it stays away.
public class Anomalies extends Div {
    private record Found(List<AnomalyView> anomalies, Names names) {}

    public Anomalies(Calls calls, Billing billing, Platform platform) {
        setVisible(false);
        calls.make(
                () -> {
                    var anomalies = billing.usage().anomalies();
                    return new Found(
                            anomalies,
                            anomalies.isEmpty()
                                    ? new Names(Map.of(), Map.of(), new ChipNames(Map.of()))
                                    : Names.ask(platform));
                },
                found -> {
                    if (!found.anomalies().isEmpty()) {
                        setVisible(true);
                        add(new Card(getTranslation("anomaly.title"), list(found)));
                    }
                },
                problem -> {});
    }

    private Component list(Found found) {
        var list = new UnorderedList();
        list.addClassName("aq-plain");
        for (var one : found.anomalies()) {
            list.add(new ListItem(
                    new Status(getTranslation(one.above() ? "anomaly.above" : "anomaly.below"), Tone.WARN),
                    new Paragraph(sentence(one, found.names()))));
        }
        return list;
    }

    private String sentence(AnomalyView one, Names names) {
        var formats = Formats.current();
        var subject = one.subject();
        var name = one.kind() == Labelled.KEY
                ? subject == null
                        ? getTranslation("usage.playground")
                        : names.keys().getOrDefault(subject.toString(), subject.toString())
                : one.name();
        var text = getTranslation(
                one.complete() ? "anomaly.day" : "anomaly.soFar",
                getTranslation("usage.by." + one.kind()),
                name,
                formats.money(one.cost()),
                formats.day(one.day()));
        var usual = getTranslation(
                "anomaly.usual",
                formats.money(one.usual()),
                formats.money(one.low()),
                formats.money(one.high()),
                formats.count(one.days()));
        var why = getTranslation(
                "anomaly.driver",
                driver(one, names),
                formats.money(one.driverUsual()),
                formats.money(one.driverCost()));
        return text + " " + usual + " " + why;
    }

    private String driver(AnomalyView one, Names names) {
        return switch (one.driver()) {
            case "INPUT", "CACHE_READ", "CACHE_WRITE", "OUTPUT", "REASONING" ->
                getTranslation("anomaly.tokens", getTranslation("bill.bucket." + one.driver()));
            default -> Formats.current().chip(names.chips().of(one.driver()));
        };
    }
}
