package dev.aquifer.console;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import dev.aquifer.console.budgets.Bell;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.visit.Visit;

/// The frame of every page: header above, menu at the side, the page itself as the main landmark.
@Layout
public class Frame extends AppLayout implements AfterNavigationObserver {
    private final Main content = new Main();
    private final Header header = new Header();
    private final Bell bell;

    public Frame(Calls calls, Billing billing) {
        bell = new Bell(calls, billing);
        setPrimarySection(Section.NAVBAR);
        header.addClassName("aq-bar");
        addToNavbar(header);
        content.setId("main");
        content.addClassName("aq-main");
        content.getElement().setAttribute("tabindex", "0");
        setContent(content);
        redraw();
    }

    /// Header and menu anew, for when the person's organisations changed.
    public void redraw() {
        var visit = Visit.current();
        header.removeAll();
        HeaderBar.fill(header, visit, bell);
        getChildren().filter(Menu.class::isInstance).toList().forEach(this::remove);
        addToDrawer(new Menu(visit));
    }

    @Override
    public void showRouterLayoutContent(HasElement page) {
        content.getElement().removeAllChildren();
        content.getElement().appendChild(page.getElement());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var ui = UI.getCurrent();
        if (Visit.current().organisation().isPresent()) {
            bell.ask();
        }
        ui.getPage()
                .executeJs("document.documentElement.lang=$0", ui.getLocale().toLanguageTag());
    }
}
