package dev.aquifer.console.subsidies;

import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;

/// The kinds of evidence that programmes ask for. A programme may name others; they are shown by their code.
public final class Requirements {
    /// Those that have a text of their own in the translations.
    public static final List<String> KNOWN = List.of(
            "BUSINESS_LICENCE",
            "TAX_REGISTRATION",
            "CONTRACT",
            "INVOICE",
            "PAYMENT_PROOF",
            "USAGE_RECORD",
            "MODEL_STATEMENT",
            "MODEL_FILING",
            "NON_AFFILIATION",
            "NO_OTHER_FUNDING",
            "DECLARATION");

    private Requirements() {}

    public static String name(String code) {
        return KNOWN.contains(code) ? I18NProvider.translate("requirement." + code) : code;
    }

    static String help(String code) {
        return I18NProvider.translate(
                KNOWN.contains(code) ? "requirement." + code + ".help" : "requirement.other.help");
    }
}
