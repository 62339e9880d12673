package dev.aquifer.console.bills;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.console.format.Formats;

/// The one line of arithmetic: charges + VAT − subsidy (± adjustments) = payable. The operators are text, so that a
/// screen reader and a copy get the sum too.
class BillSum extends Div {
    BillSum(BillView bill, Formats formats) {
        addClassName("aq-sum");
        add(part("bill.charges", formats.money(bill.net()), "charges", "bill-net"));
        add(operator("+"), part("bill.vat", formats.money(bill.vat()), "vat", "bill-vat"));
        add(operator("−"), part("bill.subsidy", formats.money(bill.subsidy()), "sub", "bill-subsidy"));
        if (!bill.adjustments().equals(Money.ZERO)) {
            add(operator("+"), part("bill.adjustments", formats.money(bill.adjustments()), "adj", "bill-adjustments"));
        }
        add(operator("="), part("bill.payable", formats.money(bill.payable()), "pay", "bill-payable"));
    }

    private Div part(String key, String amount, String kind, String id) {
        var label = new Span(getTranslation(key));
        label.addClassName("aq-label");
        var figure = new Span(amount);
        figure.setId(id);
        var part = new Div(label, figure);
        part.addClassNames("aq-part", kind);
        return part;
    }

    private static Span operator(String sign) {
        var operator = new Span(sign);
        operator.addClassName("aq-op");
        return operator;
    }
}
