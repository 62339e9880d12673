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
                            new Entry("prices", "nav.prices", VaadinIcon.TAGS),
                            new Entry("usage", "nav.usage", VaadinIcon.CHART),
                            new Entry("budgets", "nav.budgets", VaadinIcon.DASHBOARD),
                            new Entry("subsidies", "nav.subsidies", VaadinIcon.PIGGY_BANK_COIN),
                            new Entry("what-if", "nav.whatIf", VaadinIcon.FLASK))),
            new Group("nav.group.own", List.of(new Entry("organisation", "nav.organisation", VaadinIcon.USERS))),
            new Group(
                    "nav.group.assess",
                    List.of(
                            new Entry("assess", "nav.assess", VaadinIcon.CLIPBOARD_CHECK),
                            new Entry("assess/grants", "nav.assess.grants", VaadinIcon.DIPLOMA),
                            new Entry("assess/claims", "nav.assess.claims", VaadinIcon.INVOICE),
                            new Entry("assess/budgets", "nav.assess.budgets", VaadinIcon.CHART_LINE),
                            new Entry("assess/programmes", "nav.assess.programmes", VaadinIcon.BOOK))),
            new Group(
                    "nav.group.operate",
                    List.of(
                            new Entry("operator/pools", "nav.operator.pools", VaadinIcon.CLUSTER),
                            new Entry("operator/prices", "nav.operator.prices", VaadinIcon.TAGS),
                            new Entry("operator/tenants", "nav.operator.tenants", VaadinIcon.BUILDING_O),
                            new Entry("operator/payments", "nav.operator.payments", VaadinIcon.MONEY_DEPOSIT),
                            new Entry("operator/ledger", "nav.operator.ledger", VaadinIcon.BOOK),
                            new Entry("operator/closes", "nav.operator.closes", VaadinIcon.CALENDAR_O),
                            new Entry("operator/claims", "nav.operator.claims", VaadinIcon.COINS),
                            new Entry(
                                    "operator/quarantine",
                                    "nav.operator.quarantine",
                                    VaadinIcon.EXCLAMATION_CIRCLE_O))));

    Menu(Visit visit) {
        addClassName("aq-menu");
        var routes = RouteConfiguration.forApplicationScope();
        for (var group : GROUPS) {
            var open = group.entries().stream()
                    .filter(entry ->
                            routes.getRoute(entry.path()).filter(visit::opens).isPresent())
                    .toList();
            if (!open.isEmpty()) {
                add(nav(group, open));
            }
        }
    }

    private SideNav nav(Group group, List<Entry> entries) {
        var nav = new SideNav();
        if (group.key().isEmpty()) {
            nav.getElement().setAttribute("aria-label", getTranslation("nav.main"));
        } else {
            nav.setLabel(getTranslation(group.key()));
        }
        for (var entry : entries) {
            var item = new SideNavItem(
                    getTranslation(entry.key()), entry.path(), entry.icon().create());
            item.setMatchNested(!entry.path().isEmpty());
            nav.addItem(item);
        }
        return nav;
    }
}
