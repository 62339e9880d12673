package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.ProgrammeView;
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
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.List;

/// Which programmes there are, where the organisation's applications stand, what it was granted, what accrued and
/// what was claimed.
@Route("subsidies")
@OpenTo(Audience.PAYERS)
public class SubsidiesView extends Page {
    SubsidiesView(Calls calls, Billing billing) {
        super("nav.subsidies");
        heading(getTranslation("nav.subsidies"), getTranslation("subsidies.sub"));
        var subsidies = billing.subsidies();
        add(
                new Card(
                        getTranslation("subsidies.grants"), new Loaded<>(calls, 2, subsidies::grants, GrantTable::own)),
                new Card(
                        getTranslation("subsidies.applications"),
                        new Loaded<>(calls, 2, subsidies::applications, this::applications)),
                new Card(
                        getTranslation("subsidies.programmes"),
                        new Loaded<>(calls, 4, subsidies::programmes, this::programmes)),
                new Card(
                        getTranslation("subsidies.accruals"),
                        new Loaded<>(calls, 3, () -> billing.accruals().accruals(null), AccrualTable::of)),
                new Card(
                        getTranslation("subsidies.claims"),
                        new Loaded<>(calls, 2, billing.accruals()::claims, OwnClaims::of)));
    }

    private Component applications(List<ApplicationView> applications) {
        if (applications.isEmpty()) {
            return new EmptyState(getTranslation("subsidies.applications.none"));
        }
        var formats = Formats.current();
        return new Table<ApplicationView>(getTranslation("subsidies.applications"))
                .column(
                        getTranslation("subsidies.application"),
                        each -> Text.twoLines(
                                Links.to("subsidies/" + each.id(), each.company()),
                                formats.name(each.programmeTitle(), each.programmeTitleZh())))
                .column(getTranslation("state"), each -> ApplicationStates.status(each.state()))
                .text(getTranslation("subsidies.created"), each -> formats.minute(each.createdAt()))
                .rows(applications);
    }

    private Component programmes(List<ProgrammeView> programmes) {
        if (programmes.isEmpty()) {
            return new EmptyState(getTranslation("subsidies.programmes.none"));
        }
        var all = new Div();
        all.addClassName("aq-stack");
        boolean applies = Visit.current().applies();
        for (int i = 0; i < programmes.size(); i++) {
            var card = new ProgrammeCard(programmes.get(i), applies);
            if (i == 0) {
                card.applyId("apply-new");
            }
            all.add(card);
        }
        return all;
    }
}
