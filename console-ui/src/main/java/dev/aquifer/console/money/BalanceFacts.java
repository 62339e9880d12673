package dev.aquifer.console.money;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.aquifer.billing.api.payment.BalanceView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Fact;
import dev.aquifer.console.part.Pairs;

/// What is available, and the sum that makes it up, line by line.
public class BalanceFacts extends Div {
    public BalanceFacts(BalanceView balance) {
        addClassName("aq-stack");
        var formats = Formats.current();
        var standing = balance.standing();
        add(Fact.row(
                new Fact(
                        getTranslation("money.available"),
                        new Formats.Figure(formats.money(standing.available()), ""),
                        getTranslation("bills.credit." + standing.state())),
                new Fact(
                        getTranslation("money.prepaid"),
                        new Formats.Figure(formats.money(standing.prepaid()), ""),
                        getTranslation("money.refundable", formats.money(balance.refundable()))),
                new Fact(
                        getTranslation("money.owed"),
                        new Formats.Figure(formats.money(standing.used()), ""),
                        getTranslation("money.owed.of", formats.money(standing.receivable())))));
        var sum = new Pairs()
                .with(getTranslation("money.prepaid"), formats.money(standing.prepaid()))
                .with(getTranslation("money.limit"), formats.money(standing.creditLimit()))
                .with(
                        getTranslation("money.unbilled"),
                        formats.money(standing.unbilled().negated()))
                .with(
                        getTranslation("money.receivable"),
                        formats.money(standing.receivable().negated()))
                .with(
                        getTranslation("money.reserved"),
                        formats.money(standing.reserved().negated()))
                .with(getTranslation("money.available"), formats.money(standing.available()))
                .with(getTranslation("state"), StandingStatus.of(standing.state()));
        var why = new Paragraph(getTranslation("money.sum.why"));
        why.addClassName("aq-note");
        add(new Card(getTranslation("money.sum"), sum, why));
    }
}
