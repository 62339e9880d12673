package dev.aquifer.console.bills;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.console.format.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What stands on a bill beside its charges, each in a group of its own: credit notes, subsidies of charges on
/// earlier bills, subsidies charged back. Empty groups are not there.
final class OtherLines {
    private final BillView bill;
    private final Formats formats;
    private final List<String> columns;
    private final boolean chinese;

    /// @param columns names of the table's columns, for the narrow form, @param chinese whether titles are to be
    OtherLines(BillView bill, Formats formats, List<String> columns, boolean chinese) {
        this.bill = bill;
        this.formats = formats;
        this.columns = List.copyOf(columns);
        this.chinese = chinese;
    }

    List<NativeTableBody> bodies() {
        var bodies = new ArrayList<NativeTableBody>();
        if (!bill.credits().isEmpty()) {
            var body = group("bill.group.credits");
            bill.credits().forEach(credit -> body.add(credit(credit)));
            bodies.add(body);
        }
        Set<UUID> own = bill.groups().stream()
                .flatMap(group -> group.charges().stream())
                .map(ChargeView::id)
                .collect(Collectors.toSet());
        var earlier = bill.subsidies().stream()
                .filter(subsidy -> subsidy.deducted() && !own.contains(subsidy.charge()))
                .toList();
        if (!earlier.isEmpty()) {
            var body = group("bill.group.earlier");
            earlier.forEach(subsidy -> body.add(subsidy(subsidy)));
            bodies.add(body);
        }
        if (!bill.corrections().isEmpty()) {
            var body = group("bill.group.corrections");
            bill.corrections().forEach(adjustment -> body.add(adjustment(adjustment)));
            bodies.add(body);
        }
        return bodies;
    }

    private static NativeTableBody group(String key) {
        var title = new NativeTableHeaderCell(I18NProvider.translate(key));
        title.getElement().setAttribute("scope", "rowgroup");
        title.getElement().setAttribute("colspan", "7");
        var row = new NativeTableRow(title);
        row.addClassName("group");
        return new NativeTableBody(row);
    }

    private NativeTableRow credit(BilledCredit credit) {
        return row(
                CreditReason.of(credit.reason()),
                I18NProvider.translate("bill.of", formats.month(credit.serviceMonth())),
                credit.net(),
                Money.ZERO,
                credit.vat(),
                credit.net().plus(credit.vat()));
    }

    private NativeTableRow subsidy(BilledSubsidy subsidy) {
        return row(
                chinese ? subsidy.programmeTitleZh() : subsidy.programmeTitle(),
                I18NProvider.translate("bill.of", formats.month(subsidy.serviceMonth()))
                        + (subsidy.state() == null
                                ? ""
                                : " · " + I18NProvider.translate("bill.accrual." + subsidy.state())),
                Money.ZERO,
                subsidy.amount(),
                Money.ZERO,
                subsidy.amount().negated());
    }

    private NativeTableRow adjustment(BilledAdjustment adjustment) {
        return row(
                adjustment.programme(),
                I18NProvider.translate(
                        "bill.adjustment." + adjustment.kind(), formats.month(adjustment.serviceMonth())),
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                adjustment.amount());
    }

    private NativeTableRow row(String name, String note, Money net, Money subsidy, Money vat, Money payable) {
        var below = new Div(note);
        below.addClassName("aq-note");
        var item = new NativeTableHeaderCell("");
        item.getElement().setAttribute("scope", "row");
        item.getElement().setAttribute("colspan", "3");
        item.add(new Span(name), below);
        var row = new NativeTableRow(item);
        row.addClassName("line");
        row.add(
                figure(net, 3),
                figure(subsidy.isZero() ? subsidy : subsidy.negated(), 4),
                figure(vat, 5),
                figure(payable, 6));
        return row;
    }

    private NativeTableCell figure(Money amount, int column) {
        var cell = new NativeTableCell(formats.money(amount));
        cell.addClassName("num");
        cell.getElement().setAttribute("data-label", columns.get(column));
        return cell;
    }
}
