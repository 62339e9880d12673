package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ClaimState;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.subsidies.ClaimFacts;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import org.jspecify.annotations.Nullable;

/// One submitted claim, reconciled with its accruals; the assessor decides and records the payment.
@Route("assess/claims/:claim")
@OpenTo(Audience.ASSESSORS)
public class OneClaimView extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<ClaimView> loaded;

    OneClaimView(Calls calls, Billing billing) {
        super("claim.one");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("claim.one"), getTranslation("claim.one.sub"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Ids.of(event, "claim");
        if (loaded != null) {
            remove(loaded);
        }
        var reading = new Loaded<>(calls, 6, () -> billing.claims().claim(id), this::show);
        loaded = reading;
        add(reading);
    }

    private Component show(ClaimView claim) {
        var settle = Buttons.primary(
                getTranslation("claim.settle"), click -> new SettleDialog(calls, billing, claim, this::again).open());
        settle.setId("claim-settle");
        settle.setVisible(claim.state() == ClaimState.SUBMITTED);
        return new ClaimFacts(calls, claim, () -> billing.claims().evidencePackage(claim.id()), settle);
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }
}
