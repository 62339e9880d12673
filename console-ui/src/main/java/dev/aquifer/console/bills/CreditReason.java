package dev.aquifer.console.bills;

import static com.vaadin.flow.i18n.I18NProvider.translate;

/// Why a credit note was given: in a person's words, or in ours where late facts made it.
public final class CreditReason {
    private static final String USED_LATER = "commitment-used-later";

    private CreditReason() {}

    public static String of(String reason) {
        return reason.equals(USED_LATER) ? translate("bill.credit." + USED_LATER) : reason;
    }
}
