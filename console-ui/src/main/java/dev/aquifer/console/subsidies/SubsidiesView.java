package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.GrantView;
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

/// Which programmes there are, where the organisation's applications stand, and what it was granted.
@Route("subsidies")
@OpenTo(Audience.PAYERS)
public class SubsidiesView extends Page {
    SubsidiesView(Calls calls, Billing billing) {
        super("nav.subsidies");
        heading(getTranslation("nav.subsidies"), getTranslation("subsidies.sub"));
        var subsidies = billing.subsidies();
        add(
                new Card(getTranslation("subsidies.grants"), new Loaded<>(calls, 2, subsidies::grants, this::grants)),
                new Card(
                        getTranslation("subsidies.applications"),
                        new Loaded<>(calls, 2, subsidies::applications, this::applications)),
                new Card(
                        getTranslation("subsidies.programmes"),
                        new Loaded<>(calls, 4, subsidies::programmes, this::programmes)));
    }

    private Component grants(List<GrantView> grants) {
        if (grants.isEmpty()) {
            return new EmptyState(getTranslation("subsidies.grants.none"));
        }
        var formats = Formats.current();
        boolean chinese = getLocale().getLanguage().equals("zh");
        return new Table<GrantView>(getTranslation("subsidies.grants"))
                .column(
                        getTranslation("subsidies.programme"),
                        grant -> Text.twoLines(
                                chinese ? grant.programmeTitleZh() : grant.programmeTitle(), grant.documentTitle()))
                .number(getTranslation("subsidies.ratio"), grant -> formats.percent(grant.ratio()))
                .text(
                        getTranslation("subsidies.valid"),
                        grant -> getTranslation(
                                "subsidies.fromTo",
                                formats.date(grant.validFrom()),
                                formats.lastDate(grant.validUntil())))
                .column(getTranslation("subsidies.reasons"), grant -> Text.note(grant.reasons()))
                .numbers(
                        getTranslation("subsidies.accrued"),
                        grant -> Text.twoLines(
                                formats.money(grant.accrued()),
                                grant.ceiling() == null
                                        ? getTranslation("subsidies.unlimited")
                                        : getTranslation("subsidies.of", formats.money(grant.ceiling()))))
                .rows(grants);
    }

    private Component applications(List<ApplicationView> applications) {
        if (applications.isEmpty()) {
            return new EmptyState(getTranslation("subsidies.applications.none"));
        }
        var formats = Formats.current();
        boolean chinese = getLocale().getLanguage().equals("zh");
        return new Table<ApplicationView>(getTranslation("subsidies.applications"))
                .column(
                        getTranslation("subsidies.application"),
                        each -> Text.twoLines(
                                Links.to("subsidies/" + each.id(), each.company()),
                                chinese ? each.programmeTitleZh() : each.programmeTitle()))
                .column(getTranslation("state"), each -> ApplicationStates.status(each.state()))
                .text(getTranslation("subsidies.created"), each -> formats.minute(each.createdAt()))
                .rows(applications);
    }

    private Component programmes(List<ProgrammeView> programmes) {
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
