package dev.aquifer.console.bills;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCaption;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableFooter;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.platform.api.storage.StorageRecorded;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// The lines of a bill as a real table: read, printed and copied whole. Each line opens in place.
class BillTable extends Div {
    private static final String[] COLUMNS = {
        "bill.col.item",
        "bill.col.quantity",
        "bill.col.price",
        "bill.col.amount",
        "bill.col.subsidy",
        "bill.col.vat",
        "bill.col.payable"
    };

    private final Formats formats;
    private final BillView bill;
    private final YearMonth month;
    private final Set<UUID> open;
    private final BiConsumer<UUID, Div> detail;

    /// @param open charges that are open; kept by the page over its refreshes
    /// @param detail fills the place below a line when it is opened
    BillTable(BillView bill, Formats formats, Set<UUID> open, BiConsumer<UUID, Div> detail) {
        this.formats = formats;
        this.bill = bill;
        this.month = bill.month();
        this.open = open;
        this.detail = detail;
        addClassName("aq-scroll");
        var table = new NativeTable();
        table.addClassName("aq-bill");
        var caption = new NativeTableCaption();
        caption.setText(getTranslation("bill.caption", bill.month().toString()));
        table.add(caption, head());
        bill.groups().forEach(group -> table.add(body(group)));
        new OtherLines(
                        bill,
                        formats,
                        Arrays.stream(COLUMNS).map(key -> getTranslation(key)).toList(),
                        getLocale().getLanguage().equals("zh"))
                .bodies()
                .forEach(table::add);
        table.add(foot(bill));
        add(table);
    }

    private NativeTableHeader head() {
        var row = new NativeTableRow();
        for (var key : COLUMNS) {
            var cell = new NativeTableHeaderCell(getTranslation(key));
            cell.getElement().setAttribute("scope", "col");
            row.add(cell);
        }
        return new NativeTableHeader(row);
    }

    private NativeTableBody body(BillGroup group) {
        var body = new NativeTableBody();
        var title = new NativeTableHeaderCell(getTranslation("bill.group." + group.kind()));
        title.getElement().setAttribute("scope", "rowgroup");
        title.getElement().setAttribute("colspan", "3");
        var row = new NativeTableRow(title);
        row.addClassName("group");
        row.add(
                figure(formats.money(group.net()), 3),
                figure(subsidy(group.subsidy()), 4),
                figure(formats.money(group.vat()), 5),
                figure(formats.money(group.payable()), 6));
        body.add(row);
        group.charges().forEach(charge -> line(body, charge));
        return body;
    }

    private void line(NativeTableBody body, ChargeView charge) {
        var place = new Div();
        place.addClassName("aq-detail");
        place.setId("detail-" + charge.id());
        var cell = new NativeTableCell(place);
        cell.getElement().setAttribute("colspan", String.valueOf(COLUMNS.length));
        var below = new NativeTableRow(cell);
        below.addClassName("detail");
        below.setVisible(open.contains(charge.id()));
        if (below.isVisible()) {
            detail.accept(charge.id(), place);
        }
        var opener = new NativeButton(thing(charge));
        opener.addClassName("aq-open");
        opener.getElement().setAttribute("aria-controls", "detail-" + charge.id());
        opener.getElement().setAttribute("aria-expanded", String.valueOf(below.isVisible()));
        opener.addClickListener(_ -> {
            boolean opens = !below.isVisible();
            below.setVisible(opens);
            opener.getElement().setAttribute("aria-expanded", String.valueOf(opens));
            if (opens) {
                open.add(charge.id());
                detail.accept(charge.id(), place);
            } else {
                open.remove(charge.id());
            }
        });
        var note = new Div(note(charge));
        note.addClassName("aq-note");
        var item = new NativeTableHeaderCell("");
        item.getElement().setAttribute("scope", "row");
        item.add(opener, note);
        if (charge.simulated()) {
            item.add(Badge.simulated());
        }
        var row = new NativeTableRow(item);
        row.addClassName("line");
        row.add(
                figure(quantity(charge), 1),
                figure(price(charge), 2),
                amountCell(charge),
                subsidyCell(charge),
                figure(formats.money(charge.vat()), 5),
                figure(formats.money(charge.payable()), 6));
        body.add(row, below);
    }

    /// What a line is about. That of a commitment is named by its SKU, whose first word says the kind.
    private static String thing(ChargeView charge) {
        return charge.kind() == ChargeKind.FEE
                ? charge.deploymentName().replaceFirst("^(LEASE|TRAINING|TOKENS|STORAGE) ", "")
                : charge.deploymentName();
    }

    private String note(ChargeView charge) {
        if (charge.kind() == ChargeKind.FEE) {
            return getTranslation("bill.fee." + charge.item());
        }
        if (charge.kind() == ChargeKind.STORAGE && charge.item().equals(StorageRecorded.MODEL_FILES)) {
            return late(charge, formats.day(charge.day()) + " · " + getTranslation("bill.storage." + charge.item()));
        }
        var what = charge.bucket() == null
                ? formats.chip(charge.item()) + " · " + formats.clock(charge.from()) + " – "
                        + formats.clock(charge.until())
                : charge.item() + " · " + getTranslation("bill.bucket." + charge.bucket());
        return late(charge, formats.day(charge.day()) + " · " + what);
    }

    private String late(ChargeView charge, String when) {
        var service = YearMonth.from(charge.day());
        return service.equals(month) ? when : when + " · " + getTranslation("bill.late", formats.month(service));
    }

    private String quantity(ChargeView charge) {
        return charge.kind() == ChargeKind.LEASE
                ? formats.quantity(charge.quantity(), charge.unit())
                : formats.counted(charge.quantity(), charge.unit());
    }

    private String price(ChargeView charge) {
        return formats.pricePer(charge.unitPrice(), charge.priceUnit());
    }

    /// The net; below it how a discount came to it.
    private NativeTableCell amountCell(ChargeView charge) {
        if (charge.discount().isZero()) {
            return figure(formats.money(charge.net()), 3);
        }
        var cell = figure("", 3);
        var how = new Div(
                getTranslation("bill.discount", formats.money(charge.list()), formats.money(charge.discount())));
        how.addClassName("aq-note");
        cell.add(new Span(formats.money(charge.net())), how);
        return cell;
    }

    private NativeTableCell subsidyCell(ChargeView charge) {
        var cell = figure("", 4);
        cell.add(new Span(subsidy(charge.subsidy())));
        var state = bill.subsidyState(charge.id());
        if (state != null) {
            var how = new Div(getTranslation("bill.accrual." + state));
            how.addClassName("aq-note");
            cell.add(how);
        }
        if (!charge.reasons().isEmpty()) {
            var why = new Div(charge.reasons().stream()
                    .map(reason -> getTranslation("bill.reason." + reason))
                    .collect(Collectors.joining(", ")));
            why.addClassName("aq-note");
            cell.add(why);
        }
        return cell;
    }

    private String subsidy(Money subsidy) {
        return subsidy.isZero() ? formats.money(subsidy) : formats.money(subsidy.negated());
    }

    private NativeTableFooter foot(BillView bill) {
        var title = new NativeTableHeaderCell(getTranslation("bill.total"));
        title.getElement().setAttribute("scope", "row");
        title.getElement().setAttribute("colspan", "3");
        var row = new NativeTableRow(title);
        row.add(
                figure(formats.money(bill.net()), 3),
                figure(subsidy(bill.subsidy()), 4),
                figure(formats.money(bill.vat()), 5),
                figure(formats.money(bill.payable()), 6));
        return new NativeTableFooter(row);
    }

    private NativeTableCell figure(String text, int column) {
        var cell = text.isEmpty() ? new NativeTableCell() : new NativeTableCell(text);
        cell.addClassName("num");
        cell.getElement().setAttribute("data-label", getTranslation(COLUMNS[column]));
        return cell;
    }

    /// What stands in a place while its figures are on their way.
    static Component waiting() {
        var waiting = new Div();
        waiting.addClassName("aq-skeleton");
        return waiting;
    }
}
