package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.subsidy.AcceptTerms;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.TermsView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Text;
import java.util.stream.Collectors;

/// Where an application stands, in a line of five steps, and what the applicant can do now. The terms stand above the
/// button that accepts them.
class StateCard extends Card {
    private final Calls calls;
    private final Billing billing;
    private final ApplicationView application;
    private final Runnable changed;

    StateCard(
            Calls calls,
            Billing billing,
            ApplicationView application,
            TermsView terms,
            boolean applies,
            Runnable changed) {
        super(Formats.current().name(application.programmeTitle(), application.programmeTitleZh()));
        this.calls = calls;
        this.billing = billing;
        this.application = application;
        this.changed = changed;
        var status = ApplicationStates.status(application.state());
        status.setId("application-state");
        add(
                status,
                new FiveSteps(application.state()),
                Text.paragraph(getTranslation("application." + application.state() + ".text")));
        dates();
        if (application.awaitsSecond()) {
            add(Text.paragraph(getTranslation("apply.awaitsSecond")));
        }
        if (application.decisionReasons() != null) {
            add(Text.paragraph(application.decisionReasons()));
        }
        if (applies && application.state() == ApplicationState.DRAFT) {
            submit(terms);
        }
        if (applies && open(application.state())) {
            withdraw();
        }
    }

    private void dates() {
        var formats = Formats.current();
        if (application.submittedAt() != null) {
            add(new Div(Text.note(getTranslation("apply.submittedAt", formats.time(application.submittedAt())))));
        }
        if (application.termsAcceptedAt() != null) {
            add(new Div(Text.note(getTranslation(
                    "apply.termsAccepted",
                    application.terms(),
                    application.termsAcceptedBy(),
                    formats.time(application.termsAcceptedAt())))));
        }
        if (application.decidedAt() != null) {
            add(new Div(Text.note(getTranslation("apply.decidedAt", formats.time(application.decidedAt())))));
        }
    }

    private void submit(TermsView terms) {
        var said = new Div(
                Text.note(getTranslation("apply.terms", terms.version())),
                Text.paragraph(Formats.current().name(terms.text(), terms.textZh())));
        said.addClassName("aq-terms");
        var submit = Buttons.primary(
                getTranslation("apply.submit"),
                click -> calls.make(
                        () -> billing.subsidies().submit(application.id(), new AcceptTerms(terms.version())),
                        done -> changed.run(),
                        Notices::failed));
        submit.setId("apply-submit");
        submit.setEnabled(application.missing().isEmpty());
        add(said, submit);
        if (!application.missing().isEmpty()) {
            add(Text.note(getTranslation(
                    "apply.stillMissing",
                    application.missing().stream().map(Requirements::name).collect(Collectors.joining(", ")))));
        }
    }

    private void withdraw() {
        var withdraw = Buttons.quiet(
                getTranslation("apply.withdraw"),
                click -> new Confirm(
                                getTranslation("apply.withdraw"),
                                getTranslation("apply.withdraw.text"),
                                getTranslation("apply.withdraw"),
                                () -> calls.make(
                                        () -> billing.subsidies().withdraw(application.id()),
                                        done -> changed.run(),
                                        Notices::failed))
                        .open());
        withdraw.setId("apply-withdraw");
        add(withdraw);
    }

    private static boolean open(ApplicationState state) {
        return switch (state) {
            case DRAFT, SUBMITTED, UNDER_REVIEW, EVIDENCE_ASKED -> true;
            case APPROVED, REFUSED, WITHDRAWN -> false;
        };
    }
}
