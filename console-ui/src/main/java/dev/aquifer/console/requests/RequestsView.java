package dev.aquifer.console.requests;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.bill.RequestView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.ChipNames;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Icons;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import org.jspecify.annotations.Nullable;

/// What happened to a call: newest first, to be found by the id that the caller saw.
@Route("requests")
@OpenTo(Audience.BUILDERS)
public class RequestsView extends Page {
    private final Calls calls;
    private final Billing billing;
    private final Platform platform;
    private final Div list = new Div();

    RequestsView(Calls calls, Billing billing, Platform platform) {
        super("nav.requests");
        this.calls = calls;
        this.billing = billing;
        this.platform = platform;
        heading(getTranslation("nav.requests"), getTranslation("requests.sub"));
        var find = new TextField();
        find.setId("request-find");
        find.setPlaceholder(getTranslation("requests.find"));
        find.setAriaLabel(getTranslation("requests.find"));
        find.setPrefixComponent(Icons.of(VaadinIcon.SEARCH));
        find.setClearButtonVisible(true);
        find.setWidth("26rem");
        find.setMaxWidth("100%");
        find.addValueChangeListener(change ->
                show(change.getValue().isBlank() ? null : change.getValue().strip()));
        var filter = new Div(find);
        filter.addClassName("aq-filter");
        add(new Card(filter, list));
        show(null);
    }

    /// @param chip name of its chip type
    private record Named(RequestView request, String chip) {}

    private void show(@Nullable String request) {
        var formats = Formats.current();
        var table = new Table<Named>(getTranslation("nav.requests"))
                .column(getTranslation("requests.request"), named -> {
                    var row = named.request();
                    var id = Text.code(row.request());
                    return Text.twoLines(
                            id,
                            row.playground() ? getTranslation("requests.playground") : getTranslation("requests.key"));
                })
                .text(
                        getTranslation("requests.at"),
                        row -> formats.exact(row.request().startedAt()))
                .column(getTranslation("requests.deployment"), named -> {
                    var row = named.request();
                    var cell = Text.twoLines(row.deploymentName(), formats.chip(named.chip()));
                    if (row.simulated()) {
                        cell.add(Badge.simulated());
                    }
                    return cell;
                })
                .column(
                        getTranslation("state"),
                        row -> new Status(
                                getTranslation("outcome." + row.request().outcome()),
                                row.request().outcome().equals("COMPLETED") ? Tone.GOOD : Tone.WARN))
                .number(
                        getTranslation("tokens.in"),
                        row -> formats.count(row.request().inputTokens()))
                .number(
                        getTranslation("tokens.out"),
                        row -> formats.count(row.request().outputTokens()))
                .number(
                        getTranslation("requests.ttft"),
                        row -> formats.millis(row.request().firstTokenMillis()))
                .number(
                        getTranslation("requests.duration"),
                        row -> formats.millis(row.request().durationMillis()));
        var empty = request == null
                ? new EmptyState(
                        getTranslation("requests.none"), Links.button(getTranslation("nav.playground"), "playground"))
                : new EmptyState(getTranslation("requests.notFound", request));
        list.removeAll();
        list.add(new PagedTable<>(
                calls,
                table,
                after -> {
                    var page = billing.bills().requests(request, after, 50);
                    var chips = ChipNames.ask(platform);
                    return new PagedTable.Slice<>(
                            page.items().stream()
                                    .map(each -> new Named(each, chips.of(each.chipType())))
                                    .toList(),
                            page.next());
                },
                empty));
    }
}
