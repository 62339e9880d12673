package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import dev.aquifer.console.subsidies.GrantTable;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;

/// All grants, and the clawbacks that were proposed against them.
@Route("assess/grants")
@OpenTo(Audience.ASSESSORS)
public class GrantsView extends Page {
    GrantsView(Calls calls, Billing billing) {
        super("nav.assess.grants");
        heading(getTranslation("nav.assess.grants"), getTranslation("assess.grants.sub"));
        add(
                new Card(
                        getTranslation("nav.assess.grants"),
                        new Loaded<>(calls, 4, billing.grants()::grants, GrantTable::all)),
                new Card(
                        getTranslation("clawback.all"),
                        new Loaded<>(calls, 2, billing.grants()::clawbacks, this::clawbacks)));
    }

    private Component clawbacks(List<ClawbackView> clawbacks) {
        if (clawbacks.isEmpty()) {
            return new EmptyState(getTranslation("clawback.none"));
        }
        var formats = Formats.current();
        return new Table<ClawbackView>(getTranslation("clawback.all"))
                .column(
                        getTranslation("assess.organisation"),
                        each -> Text.twoLines(
                                Links.to("assess/grants/" + each.grant(), each.organisationName()),
                                each.programmeCode()))
                .column(getTranslation("state"), each -> ApplicationStates.status(each.state()))
                .text(getTranslation("grant.from"), each -> formats.minute(each.from()))
                .text(getTranslation("proposal.by"), ClawbackView::proposedBy)
                .number(
                        getTranslation("clawback.receivable"),
                        each -> each.receivable() == null ? Formats.NOTHING : formats.money(each.receivable()))
                .rows(clawbacks);
    }
}
