package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.billing.api.subsidy.TermsView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One application: where it stands, the form, the evidence, questions and answers, and every step so far.
@Route("subsidies")
@OpenTo(Audience.PAYERS)
public class OneApplicationView extends Page implements HasUrlParameter<String> {
    private record Read(ApplicationView application, TermsView terms) {}

    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<Read> loaded;

    OneApplicationView(Calls calls, Billing billing) {
        super("apply.title");
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
        heading(getTranslation("apply.title"), getTranslation("apply.sub"));
        var reading = new Loaded<>(
                calls,
                6,
                () -> new Read(
                        billing.subsidies().application(id), billing.subsidies().terms()),
                this::show);
        loaded = reading;
        add(reading);
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }

    private Component show(Read read) {
        var application = read.application();
        boolean applies = Visit.current().applies();
        boolean edits = application.state() == ApplicationState.DRAFT && applies;
        boolean adds = edits || (application.state() == ApplicationState.EVIDENCE_ASKED && applies);
        var form = new ApplicationForm[1];
        form[0] = new ApplicationForm(
                application.programme(), application, edits ? save -> save(application.id(), form[0], save) : null);
        var all = new Div(new StateCard(calls, billing, application, read.terms(), applies, this::again));
        all.addClassName("aq-stack");
        if (!application.questions().isEmpty()) {
            all.add(
                    adds
                            ? new QuestionsCard(calls, billing, application, this::again)
                            : new QuestionsCard(application));
        }
        all.add(form[0], new EvidenceCard(calls, billing, application, application.requirements(), adds, this::again));
        if (!application.steps().isEmpty()) {
            all.add(new Card(getTranslation("history.title"), new Steps(application.steps())));
        }
        return all;
    }

    private void save(UUID id, ApplicationForm form, SaveApplication request) {
        calls.make(
                () -> billing.subsidies().save(id, request),
                saved -> {
                    Notices.done(getTranslation("apply.saved"));
                    again();
                },
                form::show);
    }
}
