package dev.aquifer.console.part;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.console.client.Calls;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks for a text (a reason, a question, an answer) and does something with it; what the server finds wrong stands
/// on the field.
public class ReasonDialog extends Dialog {
    private static final int LONGEST = 2000;

    /// What it says.
    ///
    /// @param text above the field: what will follow, @param label of the field, @param action on the button
    public record Words(String title, String text, String label, String action) {}

    /// @param field name by which the server knows the text, `reasons` or `text`
    /// @param call makes the call with what was written
    public <T extends @Nullable Object> ReasonDialog(
            Words words, String field, Calls calls, Function<String, T> call, Runnable done) {
        setHeaderTitle(words.title());
        setWidth("30rem");
        setMaxWidth("100%");
        var fields = new Fields();
        var area = fields.with(field, new TextArea(words.label()));
        area.setId("reason-text");
        area.setMinRows(3);
        area.setMaxLength(LONGEST);
        add(new Paragraph(words.text()), fields);
        var yes = Buttons.primary(words.action(), click -> {
            fields.clear();
            var said = area.getValue().strip();
            if (said.isEmpty()) {
                fields.wrong(field, "reason.needed");
                return;
            }
            calls.make(
                    () -> call.apply(said),
                    made -> {
                        close();
                        done.run();
                    },
                    fields::show);
        });
        yes.setId("reason-yes");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), yes);
    }
}
