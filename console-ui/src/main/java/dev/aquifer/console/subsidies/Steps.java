package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.billing.api.subsidy.StepView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Text;
import java.util.List;

/// What happened to an application, a grant, a programme or a claim: newest first, each with who and when.
public class Steps extends Div {
    public Steps(List<StepView> steps) {
        var formats = Formats.current();
        var list = new OrderedList();
        list.addClassName("aq-history");
        for (var step : steps.reversed()) {
            var what = new Span(getTranslation("step." + step.action()));
            what.addClassName("aq-strong");
            var by = step.by().equals("system") ? getTranslation("step.by.system") : step.by();
            var item = new ListItem(what, Text.note(formats.minute(step.at()) + " · " + by));
            if (step.detail() != null && !step.detail().isBlank()) {
                item.add(Text.paragraph(step.detail()));
            }
            list.add(item);
        }
        add(list);
    }
}
