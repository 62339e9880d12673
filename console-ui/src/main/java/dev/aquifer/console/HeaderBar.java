package dev.aquifer.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.VaadinService;
import dev.aquifer.console.budgets.Bell;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.visit.Preferences;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.organisation.OrganisationView;
import java.util.Locale;
import java.util.Map;

/// What stands in the header: brand, organisation, language, and the account's menu.
final class HeaderBar {
    private HeaderBar() {}

    static void fill(Header header, Visit visit, Bell bell) {
        var skip = new Anchor("#main", header.getTranslation("nav.skip"));
        skip.addClassName("aq-skip");
        skip.setRouterIgnore(true);
        var toggle = new DrawerToggle();
        toggle.setId("menu-toggle");
        toggle.setAriaLabel(header.getTranslation("nav.menu"));
        var space = new Span();
        space.addClassName("aq-grow");
        header.add(skip, toggle, brand());
        visit.organisation().ifPresent(present -> header.add(organisations(header, visit, present)));
        header.add(space, otherLanguage());
        if (visit.organisation().isPresent()) {
            header.add(bell);
        }
        header.add(account(header, visit));
    }

    /// One press changes the language; it is named in itself.
    private static Button otherLanguage() {
        var chinese = UI.getCurrent().getLocale().getLanguage().equals("zh");
        var other = chinese ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        var button = Buttons.quiet(other.getDisplayLanguage(other), click -> Preferences.speak(UI.getCurrent(), other));
        button.setId("language");
        button.addClassName("aq-wide");
        button.getElement().setAttribute("lang", other.toLanguageTag());
        return button;
    }

    private static Anchor brand() {
        var mark = new Span();
        mark.addClassName("aq-mark");
        mark.getElement().setAttribute("aria-hidden", "true");
        var brand = new Anchor("", mark, new Span("Aquifer"));
        brand.addClassName("aq-brand");
        return brand;
    }

    private static MenuBar organisations(Header header, Visit visit, OrganisationView present) {
        var bar = bar("organisation-switch", header.getTranslation("org.switch"));
        var item = bar.addItem(new Span(present.name()));
        item.addComponentAsFirst(icon(VaadinIcon.BUILDING_O));
        for (var each : visit.organisations()) {
            var choice = item.getSubMenu().addItem(each.name(), click -> {
                visit.choose(each.id());
                UI.getCurrent().getPage().setLocation("/");
            });
            choice.setCheckable(true);
            choice.setChecked(each.id().equals(present.id()));
        }
        return bar;
    }

    private static MenuBar account(Header header, Visit visit) {
        var person = visit.person();
        var bar = bar("account", header.getTranslation("account.menu"));
        var avatar = new Avatar(person.name());
        avatar.getElement().setAttribute("aria-hidden", "true");
        avatar.setTooltipEnabled(false);
        var item = bar.addItem(avatar);
        item.getElement().setAttribute("aria-label", header.getTranslation("account.of", person.name()));
        var menu = item.getSubMenu();
        var who = new Div(new Div(person.name()), new Div(person.email()));
        who.addClassName("aq-who");
        menu.addItem(who).setEnabled(false);
        languages(
                menu.addItem(header.getTranslation("account.language")),
                UI.getCurrent().getLocale());
        schemes(menu.addItem(header.getTranslation("account.scheme")), header);
        var out = menu.addItem(
                header.getTranslation("account.signOut"),
                click -> UI.getCurrent().getPage().setLocation("/logout"));
        out.setId("sign-out");
        return bar;
    }

    private static void languages(MenuItem item, Locale present) {
        Map.of(Locale.SIMPLIFIED_CHINESE, "中文", Locale.ENGLISH, "English").entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(language -> {
                    var choice = item.getSubMenu()
                            .addItem(
                                    language.getValue(),
                                    click -> Preferences.speak(UI.getCurrent(), language.getKey()));
                    choice.getElement().setAttribute("lang", language.getKey().toLanguageTag());
                    choice.setCheckable(true);
                    choice.setChecked(
                            present.getLanguage().equals(language.getKey().getLanguage()));
                });
    }

    private static void schemes(MenuItem item, Header header) {
        var present = Preferences.scheme(VaadinService.getCurrentRequest());
        var choices = Map.of(
                "scheme.1system", ColorScheme.Value.LIGHT_DARK,
                "scheme.2light", ColorScheme.Value.LIGHT,
                "scheme.3dark", ColorScheme.Value.DARK);
        choices.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            var choice = item.getSubMenu().addItem(header.getTranslation(entry.getKey()));
            choice.setCheckable(true);
            choice.setChecked(entry.getValue() == present);
            choice.addClickListener(click -> {
                item.getSubMenu().getItems().forEach(each -> each.setChecked(each.equals(choice)));
                Preferences.colour(UI.getCurrent(), entry.getValue());
            });
        });
    }

    private static MenuBar bar(String id, String label) {
        var bar = new MenuBar();
        bar.setId(id);
        bar.getElement().setAttribute("aria-label", label);
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
        return bar;
    }

    private static Icon icon(VaadinIcon which) {
        var icon = which.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }
}
