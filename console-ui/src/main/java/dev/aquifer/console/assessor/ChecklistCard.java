package dev.aquifer.console.assessor;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.CheckView;
import dev.aquifer.billing.api.subsidy.SaveCheck;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.Requirements;

/// The assessor's checklist: each tick is saved at once, with who and when. The applicant does not see it. The rest
/// of the page stays as it is, so that what is being written in the decision is not lost.
class ChecklistCard extends Card {
    private static final String READ = "READ_";

    private final Span count = Text.note("");
    private final int all;
    private int ticked;

    ChecklistCard(Calls calls, Billing billing, ApplicationView application, boolean edits) {
        super(I18NProvider.translate("checks.title"));
        ticked = (int) application.checks().stream().filter(CheckView::ticked).count();
        all = application.checks().size();
        beside(count);
        count.setText(getTranslation("checks.count", ticked, all));
        for (var check : application.checks()) {
            var box = new Checkbox(name(check.code()), check.ticked());
            box.setId("check-" + check.code());
            box.setReadOnly(!edits);
            box.addValueChangeListener(change -> calls.make(
                    () -> billing.assessments()
                            .check(application.id(), new SaveCheck(check.code(), change.getValue(), check.note())),
                    saved -> counted(change.getValue()),
                    Notices::failed));
            var row = new Div(box);
            row.addClassName("aq-check");
            if (check.ticked() && check.by() != null && check.at() != null) {
                row.add(Text.note(check.by() + " · " + Formats.current().minute(check.at())));
            }
            add(row);
        }
        add(Text.note(getTranslation("checks.help")));
    }

    private void counted(boolean more) {
        ticked += more ? 1 : -1;
        count.setText(getTranslation("checks.count", ticked, all));
    }

    private String name(String code) {
        return code.startsWith(READ)
                ? getTranslation("check.READ", Requirements.name(code.substring(READ.length())))
                : getTranslation("check." + code);
    }
}
