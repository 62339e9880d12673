package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.OwnClaimView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Claims that hold lines of the organisation.
final class OwnClaims {
    private OwnClaims() {}

    static Component of(List<OwnClaimView> claims) {
        if (claims.isEmpty()) {
            return new EmptyState(text("subsidies.claims.none"));
        }
        var formats = Formats.current();
        return new Table<OwnClaimView>(text("subsidies.claims"))
                .column(
                        text("claim.title"),
                        claim -> Text.twoLines(
                                claim.period(), formats.name(claim.programmeTitle(), claim.programmeTitleZh())))
                .column(text("state"), claim -> ApplicationStates.status(claim.state()))
                .number(
                        text("claim.lines"),
                        claim -> formats.count(claim.lines().size()))
                .number(text("claim.claimed"), claim -> formats.money(claim.claimed()))
                .number(text("claim.paid"), claim -> orNothing(formats, claim.paid()))
                .number(text("claim.shortfall"), claim -> orNothing(formats, claim.shortfall()))
                .column(text("subsidies.reasons"), claim -> Text.note(Formats.orNothing(claim.reasons())))
                .rows(claims);
    }

    private static String orNothing(Formats formats, @Nullable Money money) {
        return money == null ? Formats.NOTHING : formats.money(money);
    }

    private static String text(String key) {
        return I18NProvider.translate(key);
    }
}
