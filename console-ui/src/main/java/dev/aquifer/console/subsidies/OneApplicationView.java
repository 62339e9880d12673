package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.ProgrammeView;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One application: where it stands, the form, the evidence; a draft can be changed, handed in or withdrawn.
@Route("subsidies")
@OpenTo(Audience.PAYERS)
public class OneApplicationView extends Page implements HasUrlParameter<String> {
    private record Read(ApplicationView application, List<String> requirements) {}

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
        var reading = new Loaded<>(calls, 6, () -> read(id), this::show);
        loaded = reading;
        add(reading);
    }

    private Read read(UUID id) {
        var application = billing.subsidies().application(id);
        var requirements = billing.subsidies().programmes().stream()
                .filter(programme -> programme.id().equals(application.programme()))
                .findFirst()
                .map(ProgrammeView::requirements)
                .orElse(application.missing());
        return new Read(application, requirements);
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }

    private Component show(Read read) {
        var application = read.application();
        boolean edits =
                application.state() == ApplicationState.DRAFT && Visit.current().applies();
        var form = new ApplicationForm[1];
        form[0] = new ApplicationForm(
                application.programme(), application, edits ? save -> save(application.id(), form[0], save) : null);
        var all = new Div(
                state(application, edits),
                form[0],
                new EvidenceCard(calls, billing, application, read.requirements(), edits, this::again));
        all.addClassName("aq-stack");
        return all;
    }

    private Card state(ApplicationView application, boolean edits) {
        boolean chinese = getLocale().getLanguage().equals("zh");
        var status = ApplicationStates.status(application.state());
        status.setId("application-state");
        var card = new Card(
                chinese ? application.programmeTitleZh() : application.programmeTitle(),
                status,
                Text.paragraph(getTranslation("application." + application.state() + ".text")));
        var formats = Formats.current();
        if (application.submittedAt() != null) {
            card.add(new Div(Text.note(getTranslation("apply.submittedAt", formats.time(application.submittedAt())))));
        }
        if (application.decidedAt() != null) {
            card.add(new Div(Text.note(getTranslation("apply.decidedAt", formats.time(application.decidedAt())))));
        }
        if (application.decisionReasons() != null) {
            card.add(Text.paragraph(application.decisionReasons()));
        }
        if (edits) {
            var submit = Buttons.primary(
                    getTranslation("apply.submit"),
                    click -> calls.make(
                            () -> billing.subsidies().submit(application.id()), done -> again(), Notices::failed));
            submit.setId("apply-submit");
            submit.setEnabled(application.missing().isEmpty());
            card.add(submit);
            if (!application.missing().isEmpty()) {
                card.add(Text.note(getTranslation(
                        "apply.stillMissing",
                        String.join(
                                ", ",
                                application.missing().stream()
                                        .map(code -> getTranslation("requirement." + code))
                                        .toList()))));
            }
        }
        if (Visit.current().applies()
                && (application.state() == ApplicationState.DRAFT
                        || application.state() == ApplicationState.SUBMITTED)) {
            var withdraw = Buttons.quiet(
                    getTranslation("apply.withdraw"),
                    click -> new Confirm(
                                    getTranslation("apply.withdraw"),
                                    getTranslation("apply.withdraw.text"),
                                    getTranslation("apply.withdraw"),
                                    () -> calls.make(
                                            () -> billing.subsidies().withdraw(application.id()),
                                            done -> again(),
                                            Notices::failed))
                            .open());
            withdraw.setId("apply-withdraw");
            card.add(withdraw);
        }
        return card;
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
