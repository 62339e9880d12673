package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.Ask;
import dev.aquifer.billing.api.subsidy.ProgrammeVersionView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import dev.aquifer.console.subsidies.QuestionsCard;
import dev.aquifer.console.subsidies.Steps;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One application with its evidence beside the form, the checklist, questions, and the decision.
@Route("assess")
@OpenTo(Audience.ASSESSORS)
public class AssessOneView extends Page implements HasUrlParameter<String> {
    private record Read(
            ApplicationView application, @Nullable ProgrammeVersionView programme) {}

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
        Optional<ProgrammeVersionView> programme = billing.programmes().versions().stream()
                .filter(each -> each.programme().equals(application.programme()))
                .filter(each -> each.publishedAt() != null)
                .findFirst();
        return new Read(application, programme.orElse(null));
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }

    private Component show(Read read) {
        var application = read.application();
        var left = new Div(said(application), new EvidenceViewer(calls, billing, application));
        left.addClassName("aq-stack");
        var right = new Div(new ChecklistCard(calls, billing, application, waits(application.state())));
        right.addClassName("aq-stack");
        right.add(decision(read), questions(application));
        if (!application.steps().isEmpty()) {
            right.add(new Card(getTranslation("history.title"), new Steps(application.steps())));
        }
        var two = new Div(left, right);
        two.addClassName("aq-even");
        return two;
    }

    private Card said(ApplicationView application) {
        var status = ApplicationStates.status(application.state());
        status.setId("application-state");
        var formats = Formats.current();
        var card = new Card(
                application.company(),
                status,
                new Pairs()
                        .with(getTranslation("assess.organisation"), application.organisationName())
                        .with(
                                getTranslation("subsidies.programme"),
                                formats.name(application.programmeTitle(), application.programmeTitleZh()))
                        .with(getTranslation("apply.creditCode"), Formats.orNothing(application.creditCode()))
                        .with(getTranslation("apply.purpose"), application.purpose())
                        .with(getTranslation("apply.modelFiling"), Formats.orNothing(application.modelFiling()))
                        .with(getTranslation("apply.contact"), application.contact())
                        .with(getTranslation("assess.reviewer"), Formats.orNothing(application.reviewer()))
                        .with(getTranslation("assess.terms"), terms(application)));
        if (application.state() == ApplicationState.SUBMITTED) {
            var take = Buttons.plain(
                    getTranslation("assess.take"),
                    click -> calls.make(
                            () -> billing.assessments().review(application.id()), done -> again(), Notices::failed));
            take.setId("assess-take");
            card.add(take);
        }
        return card;
    }

    private String terms(ApplicationView application) {
        return application.termsAcceptedAt() == null
                ? Formats.NOTHING
                : getTranslation(
                        "apply.termsAccepted",
                        application.terms(),
                        application.termsAcceptedBy(),
                        Formats.current().minute(application.termsAcceptedAt()));
    }

    private Component questions(ApplicationView application) {
        var card = new QuestionsCard(application);
        if (waits(application.state()) && application.proposal() == null) {
            var ask = Buttons.plain(
                    getTranslation("questions.ask"),
                    click -> new ReasonDialog(
                                    new ReasonDialog.Words(
                                            getTranslation("questions.ask"),
                                            getTranslation("questions.ask.text"),
                                            getTranslation("questions.question"),
                                            getTranslation("questions.ask")),
                                    "text",
                                    calls,
                                    said -> billing.assessments().ask(application.id(), new Ask(said)),
                                    this::again)
                            .open());
            ask.setId("assess-ask");
            card.add(ask);
        }
        return card;
    }

    private Component decision(Read read) {
        var application = read.application();
        var proposal = application.proposal();
        if (proposal != null) {
            return new ProposalCard(calls, billing, application, proposal, this::again);
        }
        if (waits(application.state()) && read.programme() != null) {
            return new DecisionForm(
                    calls, billing, application.id(), read.programme().form(), this::again);
        }
        var card = new Card(getTranslation("assess.decision"));
        if (application.decisionReasons() != null) {
            card.add(Text.paragraph(application.decisionReasons()));
        }
        if (application.decidedAt() != null) {
            card.add(Text.note(
                    getTranslation("apply.decidedAt", Formats.current().time(application.decidedAt()))));
        }
        return card;
    }

    private static boolean waits(ApplicationState state) {
        return switch (state) {
            case SUBMITTED, UNDER_REVIEW, EVIDENCE_ASKED -> true;
            case DRAFT, APPROVED, REFUSED, WITHDRAWN -> false;
        };
    }
}
