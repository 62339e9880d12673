package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationRow;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Downloads;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applications that were handed in; those that wait stand first, the oldest at the top. They can be filtered by
/// state, and searched by the company's or the organisation's name.
@Route("assess")
@OpenTo(Audience.ASSESSORS)
public class AssessView extends Page {
    /// What the page asked for last; the server is asked in another thread.
    private record Wanted(@Nullable ApplicationState state, String search) {}

    private final Select<ApplicationState> state = new Select<>();
    private final TextField search = new TextField(getTranslation("assess.search"));
    private volatile Wanted wanted = new Wanted(null, "");

    AssessView(Calls calls, Billing billing) {
        super("nav.assess");
        heading(
                getTranslation("nav.assess"),
                getTranslation("assess.sub"),
                Downloads.button(
                        calls,
                        getTranslation("assess.export"),
                        new Downloads.File("decisions.csv", "text/csv;charset=UTF-8"),
                        () -> billing.assessments().decisions().getBytes(StandardCharsets.UTF_8)));
        var queue = new Loaded<>(
                calls, 4, () -> billing.assessments().queue(wanted.state(), null, wanted.search()), this::show);
        add(new Card(filters(queue), queue), new Refresh(Duration.ofSeconds(10), queue::fetch));
    }

    private Div filters(Loaded<List<ApplicationRow>> queue) {
        state.setId("assess-state");
        state.setLabel(getTranslation("state"));
        state.setItems(Arrays.stream(ApplicationState.values())
                .filter(each -> each != ApplicationState.DRAFT && each != ApplicationState.WITHDRAWN)
                .toList());
        state.setEmptySelectionAllowed(true);
        state.setEmptySelectionCaption(getTranslation("assess.allStates"));
        state.setItemLabelGenerator(
                each -> each == null ? getTranslation("assess.allStates") : getTranslation("application." + each));
        search.setId("assess-search");
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        state.addValueChangeListener(change -> ask(queue));
        search.addValueChangeListener(change -> ask(queue));
        var row = new Div(state, search);
        row.addClassNames("aq-row", "aq-filter");
        return row;
    }

    private void ask(Loaded<List<ApplicationRow>> queue) {
        wanted = new Wanted(state.getValue(), search.getValue().strip());
        queue.fetch();
    }

    private Component show(List<ApplicationRow> applications) {
        if (applications.isEmpty()) {
            return new EmptyState(getTranslation("assess.none"));
        }
        var formats = Formats.current();
        return new Table<ApplicationRow>(getTranslation("nav.assess"))
                .column(
                        getTranslation("apply.company"),
                        each -> Text.twoLines(Links.to("assess/" + each.id(), each.company()), each.organisationName()))
                .text(
                        getTranslation("subsidies.programme"),
                        each -> formats.name(each.programmeTitle(), each.programmeTitleZh()))
                .column(getTranslation("state"), this::state)
                .text(getTranslation("assess.reviewer"), each -> Formats.orNothing(each.reviewer()))
                .text(
                        getTranslation("assess.submitted"),
                        each -> each.submittedAt() == null ? Formats.NOTHING : formats.minute(each.submittedAt()))
                .number(getTranslation("assess.files"), each -> formats.count(each.files()))
                .rows(applications);
    }

    private Component state(ApplicationRow row) {
        var status = ApplicationStates.status(row.state());
        if (row.awaitsSecond()) {
            return Text.twoLines(status, getTranslation("assess.awaitsSecond"));
        }
        return row.openQuestions() > 0
                ? Text.twoLines(status, getTranslation("assess.openQuestions", row.openQuestions()))
                : status;
    }
}
