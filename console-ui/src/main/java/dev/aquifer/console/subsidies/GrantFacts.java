package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.RatioView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.function.Function;

/// A grant with the versions of its ratio, what is proposed against it, and its steps.
public class GrantFacts extends Div {
    /// @param actions what the reader may do with a clawback; an empty component if nothing
    public GrantFacts(GrantView grant, Function<ClawbackView, Div> actions) {
        addClassName("aq-stack");
        var formats = Formats.current();
        var status = ApplicationStates.status(grant.state());
        status.setId("grant-state");
        add(new Card(
                formats.name(grant.programmeTitle(), grant.programmeTitleZh()),
                status,
                new Pairs()
                        .with(getTranslation("assess.organisation"), grant.organisationName())
                        .with(getTranslation("programme.document"), grant.documentTitle())
                        .with(getTranslation("programme.mode"), getTranslation("programme.mode." + grant.mode()))
                        .with(getTranslation("subsidies.ratio"), formats.percent(grant.ratio()))
                        .with(
                                getTranslation("subsidies.valid"),
                                getTranslation(
                                        "subsidies.fromTo",
                                        formats.date(grant.validFrom()),
                                        formats.lastDate(grant.validUntil())))
                        .with(
                                getTranslation("grant.limit"),
                                grant.limit() == null
                                        ? getTranslation("subsidies.unlimited")
                                        : formats.money(grant.limit()))
                        .with(
                                getTranslation("grant.ceiling"),
                                grant.ceiling() == null
                                        ? getTranslation("subsidies.unlimited")
                                        : formats.money(grant.ceiling()))
                        .with(getTranslation("subsidies.accrued"), formats.money(grant.accrued()))));
        grant.clawbacks().forEach(clawback -> add(clawback(clawback, actions.apply(clawback))));
        add(new Card(
                getTranslation("grant.versions"),
                new Table<RatioView>(getTranslation("grant.versions"))
                        .text(getTranslation("grant.from"), version -> formats.minute(version.from()))
                        .number(getTranslation("subsidies.ratio"), version -> formats.percent(version.ratio()))
                        .column(getTranslation("subsidies.reasons"), version -> Text.note(version.reasons()))
                        .text(getTranslation("grant.decided"), version -> formats.minute(version.decidedAt()))
                        .rows(grant.versions())));
        if (!grant.steps().isEmpty()) {
            add(new Card(getTranslation("history.title"), new Steps(grant.steps())));
        }
    }

    private Card clawback(ClawbackView clawback, Div actions) {
        var formats = Formats.current();
        var card = new Card(
                getTranslation("clawback.title", formats.minute(clawback.from())),
                ApplicationStates.status(clawback.state()),
                Text.paragraph(getTranslation("clawback." + clawback.state() + ".text")),
                Text.paragraph(clawback.reasons()),
                Text.note(getTranslation("clawback.by", clawback.proposedBy(), formats.minute(clawback.proposedAt()))));
        if (clawback.reversed() != null && clawback.receivable() != null) {
            card.add(new Pairs()
                    .with(getTranslation("clawback.reversed"), formats.money(clawback.reversed()))
                    .with(getTranslation("clawback.receivable"), formats.money(clawback.receivable())));
        }
        for (var objection : clawback.objections()) {
            card.add(
                    Text.paragraph(objection.text()),
                    new Div(Text.note(
                            getTranslation("clawback.objection.by", objection.by(), formats.minute(objection.at())))));
        }
        card.add(actions);
        return card;
    }
}
