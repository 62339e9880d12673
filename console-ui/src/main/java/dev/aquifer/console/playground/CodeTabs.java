package dev.aquifer.console.playground;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.TabSheet;
import dev.aquifer.console.part.CodeBlock;
import java.util.List;
import java.util.function.Function;

/// A call as code in four languages, each with a button that copies it.
public class CodeTabs extends Div {
    private record Language(String name, Function<ChatCall, String> code) {}

    private static final List<Language> LANGUAGES = List.of(
            new Language("curl", CodeSamples::curl),
            new Language("Python", CodeSamples::python),
            new Language("Java", CodeSamples::java),
            new Language("Node", CodeSamples::node));

    private int selected;

    /// Shows the call that asks a deployment one question.
    ///
    /// @param base of the inference API, with `/v1`
    public static CodeTabs asking(String base, String model, String question) {
        var tabs = new CodeTabs();
        tabs.show(new ChatCall(base, model, 0.7, 128, List.of(new ChatCall.Message("user", question))));
        return tabs;
    }

    /// Shows another call and keeps the language that was chosen.
    void show(ChatCall call) {
        var sheet = new TabSheet();
        sheet.addClassName("aq-tabs");
        for (var language : LANGUAGES) {
            sheet.add(
                    language.name(),
                    new CodeBlock(language.code().apply(call).strip(), getTranslation("code.label", language.name())));
        }
        sheet.setSelectedIndex(selected);
        sheet.addSelectedChangeListener(change -> selected = sheet.getSelectedIndex());
        removeAll();
        add(sheet);
    }
}
