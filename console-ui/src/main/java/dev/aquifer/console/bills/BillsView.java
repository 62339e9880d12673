package dev.aquifer.console.bills;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.billing.api.standing.StandingView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Fact;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;

/// The organisation's months, newest first, and how much of its credit is used.
@Route("bills")
@OpenTo(Audience.PAYERS)
public class BillsView extends Page {
    BillsView(Calls calls, Billing billing) {
        super("nav.bills");
        heading(getTranslation("nav.bills"), getTranslation("bills.sub"));
        add(new Loaded<>(calls, 2, billing.standings()::own, this::credit));
        add(new Card(new Loaded<>(calls, 3, billing.bills()::bills, this::months)));
        add(new InvoiceCard(calls, billing));
    }

    private Component credit(StandingView standing) {
        var formats = Formats.current();
        return Fact.row(
                new Fact(
                        getTranslation("bills.credit.available"),
                        new Formats.Figure(formats.money(standing.available()), ""),
                        getTranslation("bills.credit." + standing.state())),
                new Fact(
                        getTranslation("bills.credit.used"),
                        new Formats.Figure(formats.money(standing.used()), ""),
                        getTranslation("bills.credit.limit", formats.money(standing.creditLimit()))));
    }

    private Component months(List<BillSummary> months) {
        var formats = Formats.current();
        return new Table<BillSummary>(getTranslation("nav.bills"))
                .column(
                        getTranslation("bills.month"),
                        month -> Links.to("bills/" + month.month(), formats.month(month.month())))
                .column(getTranslation("state"), BillState::of)
                .text(
                        getTranslation("bills.number"),
                        month -> month.number() == null ? Formats.NOTHING : month.number())
                .number(getTranslation("bill.charges"), month -> formats.money(month.net()))
                .number(getTranslation("bill.vat"), month -> formats.money(month.vat()))
                .number(
                        getTranslation("bill.subsidy"),
                        month -> formats.money(month.subsidy().negated()))
                .number(getTranslation("bill.payable"), month -> formats.money(month.payable()))
                .rows(months);
    }
}
