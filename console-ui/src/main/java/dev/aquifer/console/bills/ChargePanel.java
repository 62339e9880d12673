package dev.aquifer.console.bills;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.bill.AccrualSegment;
import dev.aquifer.billing.api.bill.AccrualView;
import dev.aquifer.billing.api.bill.ChargeDetail;
import dev.aquifer.billing.api.bill.FactView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Links;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a charge was made from: the arithmetic, the subsidy's accruals with their rule, the postings, and the facts.
public class ChargePanel extends Div {
    /// Fetches the page of facts after the given one and hands it to the second argument.
    public interface Facts {
        void after(@Nullable UUID last, Consumer<Page<FactView>> then);
    }

    private final Formats formats;
    private @Nullable UUID next;

    /// @param link to this line, for a colleague; null where there is no bill to link to
    public ChargePanel(ChargeDetail detail, Formats formats, @Nullable String link, Facts facts) {
        this.formats = formats;
        addClassName("aq-charge");
        add(new H3(getTranslation("bill.arithmetic")));
        var arithmetic = new Paragraph(detail.arithmetic());
        arithmetic.addClassName("aq-arithmetic");
        add(arithmetic, note(getTranslation("bill.book", detail.charge().priceBook())));
        if (link != null) {
            var share = Links.to(link, getTranslation("bill.link"));
            share.setId("link-" + detail.charge().id());
            add(share);
        }

        add(new H3(getTranslation("bill.accruals")));
        if (detail.accruals().isEmpty()) {
            add(note(getTranslation("bill.accruals.none")));
        }
        detail.accruals().forEach(accrual -> add(accrual(accrual)));

        if (!detail.postings().isEmpty()) {
            add(new H3(getTranslation("bill.postings")));
            add(table(
                    List.of("bill.posting.at", "bill.posting.account", "bill.posting.debit", "bill.posting.credit"),
                    detail.postings().stream()
                            .map(p -> List.of(
                                    formats.exact(p.at()),
                                    p.account(),
                                    p.debit().isZero() ? "" : formats.money(p.debit()),
                                    p.credit().isZero() ? "" : formats.money(p.credit())))
                            .toList()));
        }
        add(new H3(getTranslation("bill.facts", formats.count(detail.facts()))));
        var rows = new Div();
        var more = new Button(getTranslation("bill.facts.show"));
        more.addThemeVariants(ButtonVariant.LUMO_SMALL);
        more.addClickListener(_ -> facts.after(next, page -> {
            rows.add(facts(page.items()));
            more.setVisible(page.next() != null);
            more.setText(getTranslation("bill.facts.more"));
            next = page.next() == null ? null : UUID.fromString(page.next());
        }));
        add(rows, more);
    }

    private Div accrual(AccrualView accrual) {
        boolean chinese = getLocale().getLanguage().equals("zh");
        var title = new Span(chinese ? accrual.programmeTitleZh() : accrual.programmeTitle());
        title.addClassName("aq-strong");
        var ratio =
                accrual.ratio() == null ? getTranslation("bill.accrual.segments") : formats.percent(accrual.ratio());
        var sum = new Paragraph(getTranslation(
                "bill.accrual.sum",
                formats.money(accrual.base()),
                ratio,
                formats.money(accrual.entitlement()),
                formats.money(accrual.accrued())));
        var state = accrual.reason() == null
                ? getTranslation("bill.accrual." + accrual.state())
                : getTranslation("bill.accrual." + accrual.state()) + " · "
                        + getTranslation("bill.reason." + accrual.reason());
        var document = accrual.documentNumber() == null
                ? accrual.document()
                : accrual.document() + " · " + accrual.documentNumber();
        var all = new Div(title, sum);
        if (accrual.segments().size() > 1) {
            all.add(segments(accrual.segments()));
        }
        all.add(note(document + " · " + state));
        return all;
    }

    /// What the sum above is made of, where grant, programme or ratio change within the charge.
    private NativeTable segments(List<AccrualSegment> segments) {
        return table(
                List.of(
                        "bill.segment.from",
                        "bill.segment.until",
                        "bill.segment.net",
                        "bill.segment.ratio",
                        "bill.segment.gives"),
                segments.stream()
                        .map(segment -> List.of(
                                formats.exact(segment.from()),
                                formats.exact(segment.until()),
                                formats.money(segment.net()),
                                segment.eligible()
                                        ? formats.percent(segment.ratio())
                                        : getTranslation("bill.segment.outside"),
                                formats.money(segment.entitlement())))
                        .toList());
    }

    private NativeTable facts(List<FactView> facts) {
        return table(
                List.of("bill.fact.at", "bill.fact.quantity", "bill.fact.request", "bill.fact.id"),
                facts.stream()
                        .map(f -> List.of(
                                formats.exact(f.at()),
                                formats.number(f.quantity()),
                                f.request() == null ? getTranslation("bill.fact." + kind(f.type())) : f.request(),
                                f.id().toString()))
                        .toList());
    }

    /// `dev.aquifer.lease.opened.v1` → `lease.opened`.
    private static String kind(String type) {
        return type.replaceFirst("^dev\\.aquifer\\.", "").replaceFirst("\\.v\\d+$", "");
    }

    private NativeTable table(List<String> columns, List<List<String>> rows) {
        var table = new NativeTable();
        table.addClassName("aq-small");
        var head = new NativeTableRow();
        columns.forEach(key -> {
            var cell = new NativeTableHeaderCell(getTranslation(key));
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        });
        var body = new NativeTableBody();
        rows.forEach(values -> {
            var row = new NativeTableRow();
            for (int i = 0; i < values.size(); i++) {
                var cell = new NativeTableCell(values.get(i));
                cell.getElement().setAttribute("data-label", getTranslation(columns.get(i)));
                row.add(cell);
            }
            body.add(row);
        });
        table.add(new NativeTableHeader(head), body);
        return table;
    }

    private static Div note(String text) {
        var note = new Div(text);
        note.addClassName("aq-note");
        return note;
    }
}
