package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;

/// Code to take along, with a button that copies it.
public class CodeBlock extends Div {
    public CodeBlock(String code, String label) {
        addClassName("aq-codeblock");
        var pre = new Pre(code);
        pre.addClassName("aq-code");
        pre.getElement().setAttribute("tabindex", "0");
        pre.getElement().setAttribute("role", "region");
        pre.getElement().setAttribute("aria-label", label);
        add(pre, new CopyButton(code, getTranslation("copy")));
    }
}
