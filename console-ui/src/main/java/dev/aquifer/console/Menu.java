package dev.aquifer.console;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.RouteConfiguration;
import dev.aquifer.console.visit.Visit;
import java.util.List;

/// The menu: of all areas those that the person may open, in groups.
class Menu extends Div {
    /// @param path of the page; whether it is shown says the page's own annotation
    private record Entry(String path, String key, VaadinIcon icon) {}

    private record Group(String key, List<Entry> entries) {}

    private static final List<Group> GROUPS = List.of(
            new Group("", List.of(new Entry("", "nav.home", VaadinIcon.HOME_O))),
            new Group(
                    "nav.group.build",
                    List.of(
                            new Entry("playground", "nav.playground", VaadinIcon.CHAT),
                            new Entry("models", "nav.models", VaadinIcon.CUBE),
                            new Entry("deployments", "nav.deployments", VaadinIcon.SERVER),
                            new Entry("keys", "nav.keys", VaadinIcon.KEY_O),
                            new Entry("chips", "nav.chips", VaadinIcon.GRID_BIG_O),
                            new Entry("requests", "nav.requests", VaadinIcon.LIST))),
            new Group(
                    "nav.group.pay",
                    List.of(
                            new Entry("bills", "nav.bills", VaadinIcon.INVOICE),
                            new Entry("balance", "nav.balance", VaadinIcon.WALLET),
