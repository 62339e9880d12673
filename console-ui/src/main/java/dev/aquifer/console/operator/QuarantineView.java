package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.api.quarantine.QuarantineState;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.api.quarantine.RetryQuarantined;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Facts that were put aside: kept with the reason, never lost. The operator takes them in again or gives them up.
@Route("operator/quarantine")
@OpenTo(Audience.OPERATORS)
public class QuarantineView extends Page {
    private final Calls calls;
    private final Billing billing;
    private final Select<QuarantineReason> reason = new Select<>();
    private final Select<QuarantineState> state = new Select<>();
    private final Map<QuarantineReason, Long> open = new EnumMap<>(QuarantineReason.class);
    private final Div list = new Div();

    QuarantineView(Calls calls, Billing billing) {
        super("nav.operator.quarantine");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("nav.operator.quarantine"), getTranslation("quarantine.sub"));
        reason.setId("quarantine-reason");
        reason.setLabel(getTranslation("quarantine.reason"));
        reason.setEmptySelectionAllowed(true);
        reason.setEmptySelectionCaption(getTranslation("quarantine.all"));
        reason.setItemLabelGenerator(this::label);
        reason.setItems(QuarantineReason.values());
        reason.addValueChangeListener(change -> list());
        state.setId("quarantine-state");
        state.setLabel(getTranslation("state"));
        state.setItemLabelGenerator(each -> getTranslation("quarantine.state." + each));
        state.setItems(QuarantineState.values());
        state.setValue(QuarantineState.OPEN);
        state.addValueChangeListener(change -> list());
        var all = Buttons.plain(getTranslation("quarantine.retry.all"), click -> retryAll());
        all.setId("quarantine-retry-all");
        var filters = new Div(reason, state, all);
        filters.addClassName("aq-actions");
        add(new Card(filters, list));
        show();
    }

    /// The list, and how many are open for each reason.
    private void show() {
        calls.make(
                () -> billing.quarantine().reasons(),
                counts -> {
                    open.clear();
                    counts.forEach(count -> open.put(count.code(), count.open()));
                    reason.getDataProvider().refreshAll();
                },
                Notices::failed);
        list();
    }

    private String label(@Nullable QuarantineReason code) {
        if (code == null) {
            return getTranslation("quarantine.all");
        }
        var count = open.get(code);
        var name = getTranslation("quarantine.code." + code);
        return count == null ? name : name + " (" + Formats.current().count(count) + ")";
    }

    private void list() {
        var formats = Formats.current();
        var code = reason.getValue();
        var which = state.getValue();
        var table = new Table<QuarantinedFact>(getTranslation("nav.operator.quarantine"))
                .column(getTranslation("quarantine.reason"), this::reason)
                .column(getTranslation("quarantine.field"), fact -> Text.code(orNothing(fact.field())))
                .column(getTranslation("state"), this::state)
                .text(getTranslation("quarantine.at"), fact -> formats.exact(fact.at()))
                .column(
                        getTranslation("quarantine.where"),
                        fact -> Text.code(fact.topic() + " · " + fact.partition() + " · " + fact.offset()));
        list.removeAll();
        list.add(new PagedTable<>(
                calls,
                table,
                after -> {
                    var page = billing.quarantine().list(code, which, after, 50);
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                new EmptyState(getTranslation("quarantine.none"))));
    }

    private Component reason(QuarantinedFact fact) {
        var open = Buttons.quiet(
                getTranslation("quarantine.code." + fact.code()),
                click -> new QuarantineDialog(calls, billing, fact.id(), this::show).open());
        return Text.twoLines(open, fact.reason());
    }

    private Component state(QuarantinedFact fact) {
        var tone = switch (fact.state()) {
            case OPEN -> Tone.BAD;
            case TAKEN_IN -> Tone.GOOD;
            case WRITTEN_OFF -> Tone.OFF;
        };
        return new Status(getTranslation("quarantine.state." + fact.state()), tone);
    }

    private void retryAll() {
        var code = reason.getValue();
        if (code == null) {
            reason.setErrorMessage(getTranslation("quarantine.retry.all.choose"));
            reason.setInvalid(true);
            return;
        }
        reason.setInvalid(false);
        var once = new Once();
        new Confirm(
                        getTranslation("quarantine.retry.all"),
                        getTranslation("quarantine.retry.all.text", label(code)),
                        getTranslation("quarantine.retry"),
                        () -> calls.make(
                                once.of(() -> billing.quarantine().retryAll(new RetryQuarantined(code))),
                                outcome -> {
                                    Notices.done(getTranslation(
                                            "quarantine.retry.all.done",
                                            Formats.current().count(outcome.takenIn()),
                                            Formats.current().count(outcome.refused()),
                                            Formats.current().count(outcome.left())));
                                    show();
                                },
                                Notices::failed))
                .open();
    }

    static String orNothing(@Nullable String text) {
        return text == null ? Formats.NOTHING : text;
    }
}
