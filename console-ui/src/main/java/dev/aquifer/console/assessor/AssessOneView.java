package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import dev.aquifer.billing.api.subsidy.ProgrammeView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import dev.aquifer.console.subsidies.EvidenceFiles;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One application with its evidence beside the form, and the decision.
@Route("assess")
@OpenTo(Audience.ASSESSORS)
public class AssessOneView extends Page implements HasUrlParameter<String> {
    private record Read(
            ApplicationView application, @Nullable ProgrammeView programme) {}

    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<Read> loaded;

    AssessOneView(Calls calls, Billing billing) {
        super("assess.title");
        this.calls = calls;
        this.billing = billing;
    }

    @Override
    public void setParameter(BeforeEvent event, String application) {
        UUID id;
        try {
            id = UUID.fromString(application);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException();
        }
        heading(getTranslation("assess.title"), getTranslation("assess.title.sub"));
        var reading = new Loaded<>(calls, 6, () -> read(id), this::show);
        loaded = reading;
        add(reading);
    }

    private Read read(UUID id) {
        var application = billing.assessments().get(id);
        var programme = billing.subsidies().programmes().stream()
                .filter(each -> each.id().equals(application.programme()))
                .findFirst();
        return new Read(application, programme.orElse(null));
    }

    private Component show(Read read) {
        var application = read.application();
        var two = new Div(said(application), evidence(application, read.programme()));
        two.addClassName("aq-two");
        var all = new Div(two, decision(read));
        all.addClassName("aq-stack");
        return all;
    }

    private Card said(ApplicationView application) {
        var status = ApplicationStates.status(application.state());
        status.setId("application-state");
        return new Card(
                application.company(),
                status,
                new H3(getTranslation("assess.organisation")),
                Text.paragraph(application.organisationName()),
                new H3(getTranslation("apply.purpose")),
                Text.paragraph(application.purpose()),
                new H3(getTranslation("apply.contact")),
                Text.paragraph(application.contact()));
    }

    private Card evidence(ApplicationView application, @Nullable ProgrammeView programme) {
        var card = new Card(getTranslation("apply.evidence"));
        List<String> requirements = programme == null
                ? application.evidence().stream()
                        .map(EvidenceView::requirement)
                        .distinct()
                        .toList()
                : programme.requirements();
        for (var requirement : requirements) {
            var files = application.evidence().stream()
                    .filter(file -> file.requirement().equals(requirement))
                    .toList();
            card.add(
                    new H3(getTranslation("requirement." + requirement)),
                    new EvidenceFiles(
                            files, calls, file -> billing.assessments().evidence(application.id(), file.id())));
        }
        card.add(Text.note(getTranslation("assess.audited")));
        return card;
    }

    private Component decision(Read read) {
        var application = read.application();
        if (application.state() == ApplicationState.SUBMITTED && read.programme() != null) {
            return new DecisionForm(calls, billing, application.id(), read.programme(), () -> {
                if (loaded != null) {
                    loaded.fetch();
                }
            });
        }
        var reasons = application.decisionReasons();
        var card = new Card(getTranslation("assess.decision"));
        if (reasons != null) {
            card.add(Text.paragraph(reasons));
        }
        if (application.decidedAt() != null) {
            card.add(Text.note(
                    getTranslation("apply.decidedAt", Formats.current().time(application.decidedAt()))));
        }
        return card;
    }
}
