package dev.aquifer.console.usage;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.aquifer.billing.api.usage.UsageSplit;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.format.Formats.Figure;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Fact;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Preferences;
import dev.aquifer.console.visit.Visit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/// Where usage and its cost go: a split as chart and table, days that stand out, and labels. What is chosen stands in
/// the address.
@Route("usage")
@OpenTo(Audience.MEMBERS)
public class UsageView extends Page implements BeforeEnterObserver {

    /// The split, with what its ids are called.
    private record Shown(UsageSplit split, Names names) {}

    private final Calls calls;
    private final Billing billing;
    private final Platform platform;
    private final Div body = new Div();

    UsageView(Calls calls, Billing billing, Platform platform) {
        super("nav.usage");
        this.calls = calls;
        this.billing = billing;
        this.platform = platform;
        body.addClassName("aq-stack");
        add(body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        var query = asked.getParameters().isEmpty()
                ? Preferences.usage(VaadinService.getCurrentRequest())
                        .map(QueryParameters::fromString)
                        .orElse(asked)
                : asked;
        show(UsageChoice.of(query));
    }

    private void show(UsageChoice choice) {
        var keep = Buttons.plain(getTranslation("usage.keep"), click -> {
            Preferences.keepUsage(choice.query());
            Notices.done(getTranslation("usage.kept"));
        });
        keep.setId("usage-keep");
        heading(getTranslation("nav.usage"), getTranslation("usage.sub"), file(choice), keep);
        body.removeAll();
        body.add(new Anomalies(calls, billing, platform));
        body.add(new Card(
                new SplitBar(choice, this::go),
                new Loaded<>(
                        calls,
                        6,
                        () -> new Shown(choice.ask(billing.usage()), Names.ask(platform)),
                        shown -> split(choice, shown))));
        body.add(new LabelCard(calls, billing, platform, Visit.current()));
    }

    private void go(UsageChoice choice) {
        UI.getCurrent().navigate("usage", QueryParameters.fromString(choice.query()));
    }

    private Component split(UsageChoice choice, Shown shown) {
        var formats = Formats.current();
        var split = shown.split();
        var total = split.total();
        var counted = split.countedThrough();
        if (split.parts().isEmpty()) {
            return new EmptyState(
                    getTranslation("usage.none"), Links.button(getTranslation("nav.playground"), "playground"));
        }
        var facts = Fact.row(
                new Fact(
                        getTranslation("usage.net"),
                        new Figure(formats.money(total.net()), ""),
                        getTranslation("usage.net.note")),
                new Fact(
                        getTranslation("bill.subsidy"),
                        new Figure(formats.less(total.subsidy()), ""),
                        getTranslation("usage.subsidy.note")),
                new Fact(
                        getTranslation("usage.payable"),
                        new Figure(formats.money(total.payable()), ""),
                        getTranslation("usage.payable.note")),
                new Fact(
                        getTranslation("home.tokens"),
                        formats.tokens(total.tokens().longValue()),
                        getTranslation(
                                "usage.used.note",
                                formats.count(total.requests()),
                                formats.quantity(total.chipSeconds(), "chip-second"))));
        var whole = new Div(
                facts,
                new SplitChart(split, shown.names()),
                new SplitTable(choice, split, shown.names(), this::go),
                Text.note(
                        counted == null
                                ? getTranslation("usage.zone")
                                : getTranslation("usage.counted", formats.time(counted))));
        whole.addClassName("aq-stack");
        return whole;
    }

    private Anchor file(UsageChoice choice) {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    Calls.Answer<String> answer =
                            calls.makeHere(VaadinSession.getCurrent(), () -> choice.csv(billing.usage()));
                    return switch (answer) {
                        case Calls.Answer.Value<String>(var text) -> {
                            var bytes = text.getBytes(StandardCharsets.UTF_8);
                            yield new DownloadResponse(
                                    new ByteArrayInputStream(bytes), "usage.csv", "text/csv", bytes.length);
                        }
                        case Calls.Answer.Refusal<String>(var problem) ->
                            DownloadResponse.error(problem.status() == 0 ? 503 : problem.status());
                    };
                }),
                getTranslation("usage.csv"));
        link.setId("usage-csv");
        link.addClassName("aq-button");
        return link;
    }
}
