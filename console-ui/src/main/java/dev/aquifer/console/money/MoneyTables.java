package dev.aquifer.console.money;

import static com.vaadin.flow.i18n.I18NProvider.translate;

import com.vaadin.flow.component.Component;
import dev.aquifer.billing.api.payment.CreditNoteView;
import dev.aquifer.billing.api.payment.OpenBill;
import dev.aquifer.billing.api.payment.PaymentView;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.api.payment.TransferView;
import dev.aquifer.console.bills.CreditReason;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.CopyButton;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Money in tables, the same for the tenant and the operator.
public final class MoneyTables {
    private MoneyTables() {}

    /// @param action what can be done with an open bill; null for nothing
    public static Component open(List<OpenBill> bills, @Nullable Function<OpenBill, Component> action) {
        if (bills.isEmpty()) {
            return new EmptyState(translate("money.open.none"));
        }
        var formats = Formats.current();
        var table = new Table<OpenBill>(translate("money.open"))
                .text(translate("money.bill"), bill -> formats.month(bill.month()))
                .number(translate("money.outstanding"), bill -> formats.money(bill.outstanding()));
        if (action != null) {
            table.column(translate("actions"), action);
        }
        return table.rows(bills);
    }

    public static Component transfers(List<TransferView> transfers) {
        if (transfers.isEmpty()) {
            return new EmptyState(translate("money.transfers.none"));
        }
        var formats = Formats.current();
        return new Table<TransferView>(translate("money.transfers"))
                .column(
                        translate("money.reference"),
                        transfer -> Text.twoLines(
                                new CopyButton(transfer.reference(), transfer.reference()), transfer.askedBy()))
                .text(translate("money.at"), transfer -> formats.minute(transfer.askedAt()))
                .text(
                        translate("money.for"),
                        transfer -> transfer.month() == null
                                ? translate("money.for.topUp")
                                : translate("money.for.bill", formats.month(transfer.month())))
                .number(translate("money.amount"), transfer -> formats.money(transfer.amount()))
                .number(translate("money.paid"), transfer -> formats.money(transfer.paid()))
                .rows(transfers);
    }

    public static Table<PaymentView> payments() {
        var formats = Formats.current();
        return new Table<PaymentView>(translate("money.payments"))
                .text(translate("money.at"), payment -> formats.minute(payment.at()))
                .text(translate("money.kind"), payment -> translate("payment.kind." + payment.kind()))
                .text(
                        translate("money.bill"),
                        payment -> payment.month() == null ? Formats.NOTHING : formats.month(payment.month()))
                .column(
                        translate("money.bankReference"),
                        payment -> Text.twoLines(
                                Text.code(Formats.orNothing(payment.bankReference())),
                                payment.reason() == null ? "" : payment.reason()))
                .number(translate("money.amount"), payment -> formats.money(payment.amount()));
    }

    /// @param action what can be done with a refund that waits; null for nothing
    public static Component refunds(List<RefundView> refunds, @Nullable Function<RefundView, Component> action) {
        if (refunds.isEmpty()) {
            return new EmptyState(translate("money.refunds.none"));
        }
        var formats = Formats.current();
        var table = new Table<RefundView>(translate("money.refunds"))
                .column(
                        translate("money.at"),
                        refund -> Text.twoLines(formats.minute(refund.askedAt()), refund.askedBy()))
                .column(
                        translate("state"),
                        refund -> new Status(translate("refund.state." + refund.state()), tone(refund.state())))
                .column(
                        translate("money.refund.why"),
                        refund -> Text.twoLines(refund.reason(), refund.answer() == null ? "" : refund.answer()))
                .text(translate("money.refund.account"), RefundView::account)
                .number(translate("money.amount"), refund -> formats.money(refund.amount()));
        if (action != null) {
            table.column(translate("actions"), action);
        }
        return table.rows(refunds);
    }

    public static Component creditNotes(List<CreditNoteView> notes) {
        if (notes.isEmpty()) {
            return new EmptyState(translate("money.notes.none"));
        }
        var formats = Formats.current();
        return new Table<CreditNoteView>(translate("money.notes"))
                .column(translate("money.at"), note -> Text.twoLines(formats.minute(note.at()), note.author()))
                .text(translate("money.bill"), note -> formats.month(note.month()))
                .text(translate("money.refund.why"), note -> CreditReason.of(note.reason()))
                .column(
                        translate("money.charge"),
                        note -> Text.code(note.charge().toString()))
                .column(
                        translate("invoice.reverse.creditNote"),
                        note -> Text.code(note.id().toString()))
                .number(translate("money.amount"), note -> formats.money(note.amount()))
                .rows(notes);
    }

    private static Tone tone(RefundView.State state) {
        return switch (state) {
            case ASKED -> Tone.WARN;
            case PAID -> Tone.GOOD;
            case REFUSED -> Tone.BAD;
        };
    }
}
