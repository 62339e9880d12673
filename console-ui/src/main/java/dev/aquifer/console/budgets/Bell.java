package dev.aquifer.console.budgets;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Icons;

/// The way to the notices, with how many the person has not read.
public class Bell extends Anchor {
    private final Calls calls;
    private final Billing billing;
    private final Span count = new Span();

    public Bell(Calls calls, Billing billing) {
        this.calls = calls;
        this.billing = billing;
        setHref("notices");
        setId("bell");
        addClassName("aq-bell");
        count.addClassName("aq-count");
        add(Icons.of(VaadinIcon.BELL_O), count);
        show(0);
    }

    /// Asks again; where nobody answers, what was shown stays.
    public void ask() {
        calls.make(() -> billing.notices().unread().unread(), this::show, problem -> {});
    }

    private void show(long unread) {
        var number = Formats.current().count(unread);
        count.setVisible(unread > 0);
        count.setText(unread > 99 ? "99+" : number);
        getElement()
                .setAttribute(
                        "aria-label",
                        unread > 0 ? getTranslation("notices.unread", number) : getTranslation("nav.notices"));
    }
}
