package dev.aquifer.console.bills;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.organisation.OrganisationView;
import dev.aquifer.platform.api.organisation.Step;
import java.time.Duration;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// One month's bill: the sum in one line, the reason in one sentence, the lines in groups, each of which opens in
/// place. While
/// the month runs, it is fetched again every three seconds; what is open stays open.
@Route("bills")
@OpenTo(Audience.PAYERS)
public class MonthView extends Page implements HasUrlParameter<String> {
    private final Calls calls;
    private final Billing billing;
    private final Platform platform;
    private final Span counted = new Span();
    private final Set<UUID> open = new HashSet<>();

    MonthView(Calls calls, Billing billing, Platform platform) {
        super("nav.bills");
        this.calls = calls;
        this.billing = billing;
        this.platform = platform;
    }

    @Override
    public void setParameter(BeforeEvent event, String month) {
        YearMonth asked;
        try {
            asked = YearMonth.parse(month);
        } catch (DateTimeParseException e) {
            throw new NotFoundException();
        }
        var formats = Formats.current();
        var organisation =
                Visit.current().organisation().map(OrganisationView::name).orElse("");
        heading(getTranslation("bill.title", formats.month(asked)), getTranslation("bill.sub", organisation));
        counted.addClassName("aq-note");
        var bill = new Loaded<>(calls, 8, () -> new Uncounted(billing.bills().bill(asked.toString())), this::show);
        add(bill, new Refresh(Duration.ofSeconds(3), bill::fetch));
        calls.make(() -> platform.organisations().done(Step.SEE_BILL), done -> {}, problem -> {});
    }

    /// A bill that equals another if their figures do: the instant up to which facts are counted moves on even when
    /// nothing else
    /// does, and a table that is built anew under a reader's eyes is a nuisance.
    private record Uncounted(BillView bill) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Uncounted that
                    && bill.net().equals(that.bill.net())
                    && bill.subsidy().equals(that.bill.subsidy())
                    && bill.vat().equals(that.bill.vat())
                    && bill.groups().equals(that.bill.groups());
        }

        @Override
        public int hashCode() {
            return bill.groups().hashCode();
        }
    }

    private Component show(Uncounted uncounted) {
        var bill = uncounted.bill();
        var formats = Formats.current();
        counted.setText(getTranslation("bill.counted", formats.time(bill.countedThrough())));
        var reason = new Paragraph(getTranslation(
                bill.subsidy().isZero() ? "bill.reason.none" : "bill.reason.some", formats.percent(bill.vatRate())));
        var sum = new Card(new BillSum(bill, formats), reason, counted);
        if (bill.groups().isEmpty()) {
            return new Div(sum, new EmptyState(getTranslation("bill.empty")));
        }
        var lines = new Card(getTranslation("bill.lines"), new BillTable(bill, formats, open, this::detail));
        var all = new Div(sum, lines);
        all.addClassName("aq-stack");
        return all;
    }

    private void detail(UUID charge, Div place) {
        place.removeAll();
        place.add(new Loaded<>(
                calls,
                4,
                () -> billing.bills().charge(charge),
                detail -> new ChargePanel(
                        detail,
                        Formats.current(),
                        (after, then) ->
                                calls.make(() -> billing.bills().facts(charge, after, 20), then, problem -> {}))));
    }
}
