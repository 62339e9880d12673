package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ProgrammeState;
import dev.aquifer.billing.api.subsidy.ProgrammeVersionView;
import dev.aquifer.billing.api.subsidy.Reasons;
import dev.aquifer.billing.api.subsidy.StepView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import dev.aquifer.console.subsidies.Steps;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One version of a programme: its form while it is a draft, its words and history from then on. Operators and
/// assessors draft; only assessors publish, close and put away.
@Route("assess/programmes/:programme/:version")
@OpenTo({Audience.ASSESSORS, Audience.OPERATORS})
public class OneProgrammeView extends Page implements BeforeEnterObserver {
    private record Read(ProgrammeVersionView version, List<StepView> history) {}

    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<Read> loaded;

    OneProgrammeView(Calls calls, Billing billing) {
        super("programme.heading");
        this.calls = calls;
        this.billing = billing;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var programme = Ids.of(event, "programme");
        int version = event.getRouteParameters().getInteger("version").orElse(0);
        heading(getTranslation("programme.heading"), getTranslation("programme.sub"));
        if (loaded != null) {
            remove(loaded);
        }
        var reading = new Loaded<>(calls, 8, () -> read(programme, version), this::show);
        loaded = reading;
        add(reading);
    }

    private Read read(UUID programme, int version) {
        return new Read(
                billing.programmes().version(programme, version),
                billing.programmes().history(programme));
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }

    private Component show(Read read) {
        var version = read.version();
        boolean draft = version.state() == ProgrammeState.DRAFT;
        var form = new ProgrammeFields(version.form(), draft);
        var head = head(version);
        var actions = new Div();
        actions.addClassName("aq-actions");
        boolean city = Visit.current().isOf(Audience.ASSESSORS);
        switch (version.state()) {
            case DRAFT -> draft(actions, version, form, city);
            case PUBLISHED -> {
                actions.add(next(version, form));
                if (city) {
                    actions.add(close(version));
                }
            }
            case CLOSED -> {
                if (city) {
                    actions.add(confirmed(
                            "programme.archive",
                            () -> billing.programmes().archive(version.programme(), version.version())));
                }
            }
            case ARCHIVED -> {}
        }
        head.add(actions);
        var all = new Div(head, new Card(getTranslation("programme.form"), form));
        if (!read.history().isEmpty()) {
            all.add(new Card(getTranslation("history.title"), new Steps(read.history())));
        }
        all.addClassName("aq-stack");
        return all;
    }

    private Card head(ProgrammeVersionView version) {
        var formats = Formats.current();
        var status = ApplicationStates.status(version.state());
        status.setId("programme-state");
        var facts = new Pairs()
                .with(getTranslation("programme.code"), version.form().code())
                .with(getTranslation("programme.versionOf"), Integer.toString(version.version()))
                .with(getTranslation("programme.used"), formats.money(version.used()))
                .with(getTranslation("programme.grants"), formats.count(version.grants()));
        if (version.grade() != null) {
            facts.with(getTranslation("programme.grade"), getTranslation("grade." + version.grade() + ".help"));
        }
        if (version.publishedAt() != null) {
            facts.with(
                    getTranslation("programme.published"),
                    formats.minute(version.publishedAt()) + " · " + Formats.orNothing(version.publishedBy()));
        }
        var card = new Card(formats.name(version.form().title(), version.form().titleZh()), status, facts);
        if (!version.missing().isEmpty()) {
            card.add(Text.paragraph(getTranslation(
                    "programme.missing",
                    version.missing().stream()
                            .map(field -> getTranslation("programme." + field))
                            .collect(Collectors.joining(", ")))));
        }
        return card;
    }

    private void draft(Div actions, ProgrammeVersionView version, ProgrammeFields form, boolean city) {
        var save = Buttons.primary(
                getTranslation("apply.save"),
                click -> calls.make(
                        () -> billing.programmes().save(version.programme(), version.version(), form.form()),
                        saved -> {
                            Notices.done(getTranslation("apply.saved"));
                            again();
                        },
                        form::show));
        save.setId("programme-save");
        actions.add(save);
        if (city) {
            var publish = Buttons.plain(
                    getTranslation("programme.publish"),
                    click -> new Confirm(
                                    getTranslation("programme.publish"),
                                    getTranslation("programme.publish.text"),
                                    getTranslation("programme.publish"),
                                    () -> publish(version, form::show))
                            .open());
            publish.setId("programme-publish");
            publish.setEnabled(version.missing().isEmpty());
            actions.add(publish);
        }
        var drop = Buttons.quiet(
                getTranslation("programme.drop"),
                click -> calls.make(
                        () -> {
                            billing.programmes().drop(version.programme(), version.version());
                            return true;
                        },
                        done -> UI.getCurrent().navigate("assess/programmes"),
                        Notices::failed));
        drop.setId("programme-drop");
        actions.add(drop);
    }

    private void publish(ProgrammeVersionView version, Consumer<Problem> otherwise) {
        calls.make(
                () -> billing.programmes().publish(version.programme(), version.version()), done -> again(), otherwise);
    }

    /// A published version is never changed: what it says becomes the draft of the next one.
    private Button next(ProgrammeVersionView version, ProgrammeFields form) {
        var next = Buttons.primary(
                getTranslation("programme.next"),
                click -> calls.make(
                        () -> billing.programmes().draft(null, version.form()),
                        made -> UI.getCurrent().navigate(ProgrammesView.address(made)),
                        form::show));
        next.setId("programme-next");
        return next;
    }

    private Button close(ProgrammeVersionView version) {
        var close = Buttons.danger(
                getTranslation("programme.close"),
                click -> new ReasonDialog(
                                new ReasonDialog.Words(
                                        getTranslation("programme.close"),
                                        getTranslation("programme.close.text"),
                                        getTranslation("decide.reasons"),
                                        getTranslation("programme.close")),
                                "reasons",
                                calls,
                                said -> billing.programmes()
                                        .close(version.programme(), version.version(), new Reasons(said)),
                                this::again)
                        .open());
        close.setId("programme-close");
        return close;
    }

    private Button confirmed(String key, java.util.function.Supplier<ProgrammeVersionView> call) {
        return Buttons.plain(
                getTranslation(key),
                click -> new Confirm(
                                getTranslation(key),
                                getTranslation(key + ".text"),
                                getTranslation(key),
                                () -> calls.make(call, done -> again(), Notices::failed))
                        .open());
    }
}
