package dev.aquifer.console.requests;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.bill.RequestView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
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
    private final Div list = new Div();

    RequestsView(Calls calls, Billing billing) {
        super("nav.requests");
        this.calls = calls;
        this.billing = billing;
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

    private void show(@Nullable String request) {
        var formats = Formats.current();
        var table = new Table<RequestView>(getTranslation("nav.requests"))
                .column(getTranslation("requests.request"), row -> {
                    var id = Text.code(row.request());
                    return Text.twoLines(
                            id,
                            row.playground() ? getTranslation("requests.playground") : getTranslation("requests.key"));
                })
                .text(getTranslation("requests.at"), row -> formats.exact(row.startedAt()))
                .column(getTranslation("requests.deployment"), row -> {
                    var cell = Text.twoLines(row.deploymentName(), row.chipType());
                    if (row.simulated()) {
                        cell.add(Badge.simulated());
                    }
                    return cell;
                })
                .column(
                        getTranslation("state"),
                        row -> new Status(
                                getTranslation("outcome." + row.outcome()),
                                row.outcome().equals("COMPLETED") ? Tone.GOOD : Tone.WARN))
                .number(getTranslation("tokens.in"), row -> formats.count(row.inputTokens()))
                .number(getTranslation("tokens.out"), row -> formats.count(row.outputTokens()))
                .number(getTranslation("requests.ttft"), row -> formats.millis(row.firstTokenMillis()))
                .number(getTranslation("requests.duration"), row -> formats.millis(row.durationMillis()));
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
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                empty));
    }
}
