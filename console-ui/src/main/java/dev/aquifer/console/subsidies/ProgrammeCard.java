package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ProgrammeView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Text;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One programme: what it pays, of what, up to how much, by which document.
class ProgrammeCard extends Div {
    private final @Nullable Anchor apply;

    ProgrammeCard(ProgrammeView programme, boolean applies) {
        addClassName("aq-programme");
        var formats = Formats.current();
        boolean chinese = getLocale().getLanguage().equals("zh");
        var kinds = programme.kinds().stream()
                .map(kind -> getTranslation("programme.kind." + kind))
                .collect(Collectors.joining(", "));
        add(
                new H3(chinese ? programme.titleZh() : programme.title()),
                new Paragraph(getTranslation("programme.pays", formats.percent(programme.maxRatio()), kinds)),
                line(programme.documentTitle() + " · " + programme.documentDate()),
                line(getTranslation(
                        "programme.period", formats.date(programme.from()), formats.lastDate(programme.until()))),
                line(getTranslation(
                        "programme.ceilings",
                        limit(formats, programme.organisationCeiling()),
                        limit(formats, programme.budget()),
                        formats.money(programme.used()))));
        apply = applies ? Links.button(getTranslation("programme.apply"), "subsidies/new/" + programme.id()) : null;
        if (apply != null) {
            add(apply);
        }
    }

    void applyId(String id) {
        if (apply != null) {
            apply.setId(id);
        }
    }

    private static Div line(String text) {
        return new Div(Text.note(text));
    }

    private String limit(Formats formats, @Nullable Money limit) {
        return limit == null ? getTranslation("subsidies.unlimited") : formats.money(limit);
    }
}
