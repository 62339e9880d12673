package dev.aquifer.console.assessor;

import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.subsidies.ClaimTable;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;

/// Claims that the operator has submitted.
@Route("assess/claims")
@OpenTo(Audience.ASSESSORS)
public class ClaimsView extends Page {
    ClaimsView(Calls calls, Billing billing) {
        super("nav.assess.claims");
        heading(getTranslation("nav.assess.claims"), getTranslation("claim.sub"));
        add(new Card(
                new Loaded<>(calls, 4, billing.claims()::claims, claims -> ClaimTable.of(claims, "assess/claims/"))));
    }
}
