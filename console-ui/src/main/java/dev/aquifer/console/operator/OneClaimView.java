package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ClaimState;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.subsidies.ClaimFacts;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One claim; the operator freezes its lines and hands it to the programme.
@Route("operator/claims/:claim")
@OpenTo(Audience.OPERATORS)
public class OneClaimView extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<ClaimView> loaded;

    OneClaimView(Calls calls, Billing billing) {
        super("claim.one");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("claim.one"), getTranslation("claim.operator.one.sub"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Ids.of(event, "claim");
        if (loaded != null) {
            remove(loaded);
        }
        var reading = new Loaded<>(calls, 6, () -> billing.claims().operatorsClaim(id), this::show);
        loaded = reading;
        add(reading);
    }

    private Component show(ClaimView claim) {
        var freeze = button("claim.freeze", () -> billing.claims().freeze(claim.id()));
        freeze.setVisible(claim.state() == ClaimState.OPEN);
        var submit = button("claim.submit", () -> billing.claims().submit(claim.id()));
        submit.setVisible(claim.state() == ClaimState.FROZEN);
        return new ClaimFacts(calls, claim, () -> billing.claims().operatorsPackage(claim.id()), freeze, submit);
    }

    private Button button(String key, Supplier<ClaimView> call) {
        var button = Buttons.primary(
                getTranslation(key),
                click -> new Confirm(
                                getTranslation(key),
                                getTranslation(key + ".text"),
                                getTranslation(key),
                                () -> calls.make(call, done -> again(), Notices::failed))
                        .open());
        button.setId(key.replace('.', '-'));
        return button;
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }
}
