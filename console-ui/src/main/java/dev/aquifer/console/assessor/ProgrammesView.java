package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ProgrammeTemplate;
import dev.aquifer.billing.api.subsidy.ProgrammeVersionView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;
import java.util.stream.Collectors;

/// All versions of all programmes, and the real schemes to begin a new one from.
@Route("assess/programmes")
@OpenTo({Audience.ASSESSORS, Audience.OPERATORS})
public class ProgrammesView extends Page {
    private final Calls calls;
    private final Billing billing;

    ProgrammesView(Calls calls, Billing billing) {
        super("nav.assess.programmes");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("nav.assess.programmes"), getTranslation("programmes.sub"));
        add(
                new Card(
                        getTranslation("programmes.versions"),
                        new Loaded<>(calls, 4, billing.programmes()::versions, this::versions)),
                new Card(getTranslation("caps.title"), new Caps(calls, billing)),
                new Card(
                        getTranslation("programmes.templates"),
                        Text.note(getTranslation("programmes.templates.help")),
                        new Loaded<>(calls, 6, billing.programmes()::templates, this::templates)));
    }

    static String address(ProgrammeVersionView version) {
        return "assess/programmes/" + version.programme() + "/" + version.version();
    }

    private Component versions(List<ProgrammeVersionView> versions) {
        if (versions.isEmpty()) {
            return new EmptyState(getTranslation("programmes.none"));
        }
        var formats = Formats.current();
        return new Table<ProgrammeVersionView>(getTranslation("programmes.versions"))
                .column(
                        getTranslation("subsidies.programme"),
                        each -> Text.twoLines(
                                Links.to(
                                        address(each),
                                        formats.name(
                                                each.form().title(), each.form().titleZh())),
                                each.form().code() + " · " + getTranslation("programme.version", each.version())))
                .column(getTranslation("state"), each -> ApplicationStates.status(each.state()))
                .number(
                        getTranslation("programme.maxRatio"),
                        each -> each.form().maxRatio() == null
                                ? Formats.NOTHING
                                : formats.percent(each.form().maxRatio()))
                .text(
                        getTranslation("programme.mode"),
                        each -> getTranslation("programme.mode." + each.form().mode()))
                .number(
                        getTranslation("programme.budget"),
                        each -> each.form().budget() == null
                                ? getTranslation("subsidies.unlimited")
                                : formats.money(each.form().budget()))
                .number(getTranslation("programme.used"), each -> formats.money(each.used()))
                .number(getTranslation("programme.grants"), each -> formats.count(each.grants()))
                .rows(versions);
    }

    private Component templates(List<ProgrammeTemplate> templates) {
        var tiles = new Div();
        tiles.addClassName("aq-tiles");
        templates.forEach(template -> tiles.add(tile(template)));
        return tiles;
    }

    private Component tile(ProgrammeTemplate template) {
        var formats = Formats.current();
        var form = template.form();
        var grade = new Badge(getTranslation("grade." + template.grade()));
        grade.getElement().setAttribute("title", getTranslation("grade." + template.grade() + ".help"));
        var begin = Buttons.plain(
                getTranslation("programmes.begin"),
                click -> calls.make(
                        () -> billing.programmes().draft(template.key(), form),
                        made -> UI.getCurrent().navigate(address(made)),
                        Notices::failed));
        begin.setId("template-" + template.key());
        begin.setAriaLabel(getTranslation("programmes.begin.from", formats.name(form.title(), form.titleZh())));
        var tile = new Div(
                new H3(formats.name(form.title(), form.titleZh())),
                grade,
                Text.paragraph(formats.name(template.ratioText(), template.ratioTextZh())),
                document(template),
                Text.paragraph(formats.name(template.qualifies(), template.qualifiesZh())),
                new Div(Text.note(formats.name(template.payment(), template.paymentZh()))),
                new Div(Text.note(getTranslation(
                        "programmes.unstated",
                        template.unstated().stream()
                                .map(field -> getTranslation("programme." + field))
                                .collect(Collectors.joining(", "))))),
                begin);
        tile.addClassName("aq-programme");
        return tile;
    }

    private static Div document(ProgrammeTemplate template) {
        var form = template.form();
        var text = form.documentTitle() + (form.documentDate() == null ? "" : " · " + form.documentDate());
        var line = new Div();
        if (form.documentLink() == null) {
            line.add(Text.note(text));
        } else {
            line.add(new Anchor(form.documentLink(), text));
        }
        return line;
    }
}
