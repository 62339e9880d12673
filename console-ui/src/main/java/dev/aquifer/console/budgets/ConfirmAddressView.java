package dev.aquifer.console.budgets;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.notice.ConfirmAddress;
import dev.aquifer.billing.api.notice.ConfirmedAddress;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;

/// Where the link in a mail leads. Opening it changes nothing, since mail programs open links by themselves: the
/// button does.
@Route("notices/confirm")
@OpenTo(Audience.EVERYONE)
public class ConfirmAddressView extends Page implements HasUrlParameter<String> {
    private final Calls calls;
    private final Billing billing;
    private final Card card = new Card();

    ConfirmAddressView(Calls calls, Billing billing) {
        super("notices.confirm");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("notices.confirm"), "");
        add(card);
    }

    @Override
    public void setParameter(BeforeEvent event, String token) {
        var confirm = Buttons.primary(
                getTranslation("notices.confirm.yes"),
                click -> calls.make(
                        () -> billing.notices().confirmAddress(new ConfirmAddress(token)), this::done, this::failed));
        confirm.setId("address-confirm");
        confirm.setDisableOnClick(true);
        card.removeAll();
        card.add(new Paragraph(getTranslation("notices.confirm.sub")), confirm);
    }

    private void done(ConfirmedAddress confirmed) {
        show(getTranslation("notices.confirm.done", confirmed.organisation(), confirmed.address()));
    }

    private void failed(Problem problem) {
        show(problem.message());
    }

    private void show(String text) {
        var words = new Paragraph(text);
        words.setId("address-confirmed");
        words.getElement().setAttribute("role", "status");
        card.removeAll();
        card.add(words);
    }
}
