package dev.aquifer.console.assessor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.ProposalView;
import dev.aquifer.billing.api.subsidy.Reasons;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Text;
import java.util.stream.Collectors;

/// A decision that waits for a second assessor: its terms, why one is not enough, and the second one's two ways.
class ProposalCard extends Card {
    ProposalCard(Calls calls, Billing billing, ApplicationView application, ProposalView proposal, Runnable changed) {
        super(I18NProvider.translate("proposal.title"));
        var formats = Formats.current();
        add(
                Text.paragraph(getTranslation(
                        "proposal.why",
                        proposal.why().stream()
                                .map(why -> getTranslation("proposal.why." + why))
                                .collect(Collectors.joining(", ")))),
                new Pairs()
                        .with(getTranslation("proposal.by"), proposal.proposedBy())
                        .with(getTranslation("proposal.at"), formats.minute(proposal.proposedAt()))
                        .with(getTranslation("subsidies.ratio"), formats.percent(proposal.ratio()))
                        .with(
                                getTranslation("subsidies.valid"),
                                getTranslation(
                                        "subsidies.fromTo",
                                        formats.date(proposal.validFrom()),
                                        formats.date(proposal.validUntil().minusDays(1))))
                        .with(
                                getTranslation("grant.limit"),
                                proposal.limit() == null
                                        ? getTranslation("subsidies.unlimited")
                                        : formats.money(proposal.limit()))
                        .with(getTranslation("decide.reasons"), proposal.reasons()));
        var actions = new Div();
        actions.addClassName("aq-actions");
        if (proposal.mine()) {
            add(Text.paragraph(getTranslation("proposal.mine")));
        } else {
            var confirm = Buttons.primary(
                    getTranslation("proposal.confirm"),
                    click -> new Confirm(
                                    getTranslation("proposal.confirm"),
                                    getTranslation("decide.approve.text", formats.percent(proposal.ratio())),
                                    getTranslation("proposal.confirm"),
                                    () -> calls.make(
                                            () -> billing.assessments().confirm(application.id(), proposal.id()),
                                            done -> changed.run(),
                                            Notices::failed))
                            .open());
            confirm.setId("proposal-confirm");
            actions.add(confirm);
        }
        var turnDown = Buttons.danger(
                getTranslation("proposal.turnDown"),
                click -> new ReasonDialog(
                                new ReasonDialog.Words(
                                        getTranslation("proposal.turnDown"),
                                        getTranslation("proposal.turnDown.text"),
                                        getTranslation("decide.reasons"),
                                        getTranslation("proposal.turnDown")),
                                "reasons",
                                calls,
                                said -> billing.assessments()
                                        .turnDown(application.id(), proposal.id(), new Reasons(said)),
                                changed)
                        .open());
        turnDown.setId("proposal-turn-down");
        actions.add(turnDown);
        add(actions);
    }
}
