package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.GrantState;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.Reasons;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.GrantFacts;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One grant and what an assessor may do with it: suspend, resume, reassess, propose to revoke, confirm another's
/// proposal.
@Route("assess/grants/:grant")
@OpenTo(Audience.ASSESSORS)
public class OneGrantView extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<GrantView> loaded;

    OneGrantView(Calls calls, Billing billing) {
        super("grant.title");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("grant.title"), getTranslation("assess.grant.sub"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Ids.of(event, "grant");
        if (loaded != null) {
            remove(loaded);
        }
        var reading = new Loaded<>(calls, 6, () -> billing.grants().grant(id), this::show);
        loaded = reading;
        add(reading);
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }

    private Component show(GrantView grant) {
        var actions = new Div();
        actions.addClassName("aq-actions");
        if (grant.state() == GrantState.ACTIVE) {
            actions.add(asking("grant.suspend", said -> billing.grants().suspend(grant.id(), new Reasons(said))));
        }
        if (grant.state() == GrantState.SUSPENDED) {
            actions.add(asking("grant.resume", said -> billing.grants().resume(grant.id(), new Reasons(said))));
        }
        if (grant.state() != GrantState.REVOKED) {
            var reassess = Buttons.plain(
                    getTranslation("grant.reassess"),
                    click -> new ReassessDialog(calls, billing, grant, this::again).open());
            reassess.setId("grant-reassess");
            var revoke = Buttons.danger(
                    getTranslation("grant.revoke"),
                    click -> new RevokeDialog(calls, billing, grant, this::again).open());
            revoke.setId("grant-revoke");
            actions.add(reassess, revoke);
        }
        var all = new Div(actions, new GrantFacts(grant, this::clawback));
        all.addClassName("aq-stack");
        return all;
    }

    private Div clawback(ClawbackView clawback) {
        var actions = new Div();
        actions.addClassName("aq-actions");
        if (clawback.state() != ClawbackState.PROPOSED) {
            return actions;
        }
        if (clawback.mine()) {
            actions.add(Text.note(getTranslation("proposal.mine")));
        } else {
            actions.add(confirm(clawback.id()));
        }
        actions.add(asking("clawback.turnDown", said -> billing.grants().turnDown(clawback.id(), new Reasons(said))));
        return actions;
    }

    private Button confirm(UUID clawback) {
        var confirm = Buttons.danger(
                getTranslation("clawback.confirm"),
                click -> new Confirm(
                                getTranslation("clawback.confirm"),
                                getTranslation("clawback.confirm.text"),
                                getTranslation("clawback.confirm"),
                                () -> calls.make(
                                        () -> billing.grants().confirm(clawback), done -> again(), Notices::failed))
                        .open());
        confirm.setId("clawback-confirm");
        return confirm;
    }

    /// A button that asks for reasons; its texts stand under its key.
    private <T> Button asking(String key, Function<String, T> call) {
        var button = Buttons.plain(
                getTranslation(key),
                click -> new ReasonDialog(
                                new ReasonDialog.Words(
                                        getTranslation(key),
                                        getTranslation(key + ".text"),
                                        getTranslation("decide.reasons"),
                                        getTranslation(key)),
                                "reasons",
                                calls,
                                call,
                                this::again)
                        .open());
        button.setId(key.replace('.', '-'));
        return button;
    }
}
