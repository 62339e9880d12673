package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.List;

/// Claims of programmes in a table, for the operator and for the assessor.
public final class ClaimTable {
    private ClaimTable() {}

    /// @param address of the page of one claim, without its id, e.g. `assess/claims/`
    public static Component of(List<ClaimView> claims, String address) {
        if (claims.isEmpty()) {
            return new EmptyState(text("claim.none"));
        }
        var formats = Formats.current();
        return new Table<ClaimView>(text("nav.assess.claims"))
                .column(
                        text("claim.title"),
                        claim -> Text.twoLines(
                                Links.to(address + claim.id(), claim.programmeCode() + " · " + claim.period()),
                                formats.name(claim.programmeTitle(), claim.programmeTitleZh())))
                .column(text("state"), claim -> ApplicationStates.status(claim.state()))
                .number(text("claim.organisations"), claim -> formats.count(claim.organisations()))
                .number(text("claim.lines"), claim -> formats.count(claim.lines()))
                .number(text("claim.claimed"), claim -> formats.money(claim.claimed()))
                .number(
                        text("claim.paid"),
                        claim -> claim.paid() == null ? Formats.NOTHING : formats.money(claim.paid()))
                .rows(claims);
    }

    private static String text(String key) {
        return I18NProvider.translate(key);
    }
}
