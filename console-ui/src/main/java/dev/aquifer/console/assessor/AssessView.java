package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
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
import java.time.Duration;
import java.util.List;

/// Applications that were handed in; those that wait stand first, the oldest at the top.
@Route("assess")
@OpenTo(Audience.ASSESSORS)
public class AssessView extends Page {
    AssessView(Calls calls, Billing billing) {
        super("nav.assess");
        heading(getTranslation("nav.assess"), getTranslation("assess.sub"));
        var queue = new Loaded<>(calls, 4, billing.assessments()::queue, this::show);
        add(new Card(queue), new Refresh(Duration.ofSeconds(10), queue::fetch));
    }

    private Component show(List<ApplicationView> applications) {
        if (applications.isEmpty()) {
            return new EmptyState(getTranslation("assess.none"));
        }
        var formats = Formats.current();
        boolean chinese = getLocale().getLanguage().equals("zh");
        return new Table<ApplicationView>(getTranslation("nav.assess"))
                .column(
                        getTranslation("apply.company"),
                        each -> Text.twoLines(Links.to("assess/" + each.id(), each.company()), each.organisationName()))
                .text(
                        getTranslation("subsidies.programme"),
                        each -> chinese ? each.programmeTitleZh() : each.programmeTitle())
                .column(getTranslation("state"), each -> ApplicationStates.status(each.state()))
                .text(
                        getTranslation("assess.submitted"),
                        each -> each.submittedAt() == null ? Formats.NOTHING : formats.minute(each.submittedAt()))
                .number(
                        getTranslation("assess.files"),
                        each -> formats.count(each.evidence().size()))
                .rows(applications);
    }
}
