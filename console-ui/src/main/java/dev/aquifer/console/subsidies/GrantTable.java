package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Grants in a table: the organisation's own, or, for the assessor, everyone's.
public final class GrantTable {
    private GrantTable() {}

    static Component own(List<GrantView> grants) {
        var formats = Formats.current();
        if (grants.isEmpty()) {
            return new EmptyState(text("subsidies.grants.none"));
        }
        return rest(new Table<GrantView>(text("subsidies.grants"))
                        .column(
                                text("subsidies.programme"),
                                grant -> Text.twoLines(
                                        Links.to(
                                                "subsidies/grants/" + grant.id(),
                                                formats.name(grant.programmeTitle(), grant.programmeTitleZh())),
                                        grant.documentTitle())))
                .rows(grants);
    }

    /// For the assessor.
    public static Component all(List<GrantView> grants) {
        if (grants.isEmpty()) {
            return new EmptyState(text("assess.grants.none"));
        }
        return rest(new Table<GrantView>(text("nav.assess.grants"))
                        .column(
                                text("assess.organisation"),
                                grant -> Text.twoLines(
                                        Links.to("assess/grants/" + grant.id(), grant.organisationName()),
                                        grant.programmeCode())))
                .rows(grants);
    }

    private static Table<GrantView> rest(Table<GrantView> table) {
        var formats = Formats.current();
        return table.column(text("state"), grant -> ApplicationStates.status(grant.state()))
                .number(text("subsidies.ratio"), grant -> formats.percent(grant.ratio()))
                .text(
                        text("subsidies.valid"),
                        grant -> I18NProvider.translate(
                                "subsidies.fromTo",
                                formats.date(grant.validFrom()),
                                formats.lastDate(grant.validUntil())))
                .column(text("subsidies.reasons"), grant -> Text.note(grant.reasons()))
                .numbers(
                        text("subsidies.accrued"),
                        grant -> Text.twoLines(formats.money(grant.accrued()), bound(formats, grant)));
    }

    private static String bound(Formats formats, GrantView grant) {
        @Nullable Money bound = grant.limit() == null ? grant.ceiling() : grant.limit();
        return bound == null
                ? text("subsidies.unlimited")
                : I18NProvider.translate("subsidies.of", formats.money(bound));
    }

    private static String text(String key) {
        return I18NProvider.translate(key);
    }
}
