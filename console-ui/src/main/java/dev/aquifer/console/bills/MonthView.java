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
import dev.aquifer.console.part.Ids;
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
import org.jspecify.annotations.Nullable;

/// One month's bill: the sum in one line, the reason in one sentence, the lines in groups, each of which opens in
/// place. While the month runs, it is fetched again every three seconds; what is open stays open.
@Route("bills")
@OpenTo(Audience.PAYERS)
public class MonthView extends Page implements HasUrlParameter<String> {
    private final Calls calls;
    private final Billing billing;
    private final Platform platform;
    private final Span counted = new Span();
    private final Set<UUID> open = new HashSet<>();
    private YearMonth month = YearMonth.of(2000, 1);
    private @Nullable Refresh refresh;

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
        if (comesFromColleague(event)) {
            return;
        }
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("charge")
                .flatMap(Ids::parse)
                .ifPresent(open::add);
        this.month = asked;
        heading(getTranslation("bill.title", Formats.current().month(asked)), "");
        counted.addClassName("aq-note");
        // A hash has no place to break at.
        counted.getStyle().set("overflow-wrap", "anywhere");
        var bill = new Loaded<>(calls, 8, () -> new Uncounted(billing.bills().bill(asked.toString())), this::show);
        refresh = new Refresh(Duration.ofSeconds(3), bill::fetch);
        add(bill, refresh);
        calls.make(() -> platform.organisations().done(Step.SEE_BILL), done -> {}, problem -> {});
    }

    /// A bill that equals another if their figures do: the instant up to which facts are counted moves on even when
    /// nothing else does, and a table that is built anew under a reader's eyes is a nuisance.
    private record Uncounted(BillView bill) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Uncounted that
                    && bill.state().equals(that.bill.state())
                    && bill.payable().equals(that.bill.payable())
                    && bill.subsidies().equals(that.bill.subsidies())
                    && bill.credits().equals(that.bill.credits())
                    && bill.corrections().equals(that.bill.corrections())
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
        head(bill, formats);
        var reason = new Paragraph(getTranslation(
                bill.subsidy().isZero() ? "bill.reason.none" : "bill.reason.some", formats.percent(bill.vatRate())));
        var sum = new Card(new BillSum(bill, formats), reason, counted);
        if (bill.groups().isEmpty()
                && bill.credits().isEmpty()
                && bill.subsidies().isEmpty()
                && bill.corrections().isEmpty()) {
            return new Div(sum, new EmptyState(getTranslation("bill.empty")));
        }
        var lines = new Card(getTranslation("bill.lines"), new BillTable(bill, formats, open, this::detail));
        var all = new Div(sum, lines);
        all.addClassName("aq-stack");
        return all;
    }

    private void head(BillView bill, Formats formats) {
        var organisation =
                Visit.current().organisation().map(OrganisationView::name).orElse("");
        var files = new BillFiles(calls, billing, bill);
        if (bill.closedAt() == null) {
            heading(
                    getTranslation("bill.title", formats.month(month)),
                    getTranslation("bill.sub", organisation),
                    files);
            counted.setText(getTranslation("bill.counted", formats.time(bill.countedThrough())));
        } else {
            heading(
                    getTranslation("bill.title", formats.month(month)),
                    getTranslation("bill.sub.closed", organisation, bill.number(), formats.minute(bill.closedAt())),
                    files);
            counted.setText(getTranslation("bill.hash", bill.sha256()));
            if (refresh != null) {
                refresh.stop();
            }
        }
    }

    /// A link to a line names the organisation: who belongs to several sees the right one. True if the page comes
    /// anew.
    private boolean comesFromColleague(BeforeEvent event) {
        var visit = Visit.current();
        var wanted = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("organisation")
                .flatMap(Ids::parse)
                .filter(id -> visit.organisations().stream()
                        .anyMatch(each -> each.id().equals(id)))
                .filter(id ->
                        visit.organisation().filter(now -> now.id().equals(id)).isEmpty());
        wanted.ifPresent(id -> {
            visit.choose(id);
            event.getUI().getPage().reload();
        });
        return wanted.isPresent();
    }

    /// The address of a line.
    private String link(UUID charge) {
        var organisation = Visit.current()
                .organisation()
                .map(each -> "&organisation=" + each.id())
                .orElse("");
        return "bills/" + month + "?charge=" + charge + organisation;
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
                        link(charge),
                        (after, then) ->
                                calls.make(() -> billing.bills().facts(charge, after, 20), then, problem -> {}))));
    }
}
