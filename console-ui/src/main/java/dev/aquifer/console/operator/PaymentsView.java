package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.payment.BankPaymentView;
import dev.aquifer.billing.api.payment.MatchBankPayment;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.api.payment.ReverseBankPayment;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.money.MoneyTables;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Icons;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.platform.api.organisation.OrganisationView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came in at the bank and whose it is; refunds that wait.
@Route("operator/payments")
@OpenTo(Audience.OPERATORS)
public class PaymentsView extends Page {
    private final Calls calls;
    private final Billing billing;
    private final Platform platform;
    private final Loaded<List<BankPaymentView>> payments;

    PaymentsView(Calls calls, Billing billing, Platform platform) {
        super("nav.operator.payments");
        this.calls = calls;
        this.billing = billing;
        this.platform = platform;
        payments = new Loaded<>(calls, 4, () -> billing.treasury().bankPayments(false), this::shown);
        var record = Buttons.primary(
                getTranslation("treasury.record"),
                click -> new BankPaymentDialog(calls, billing, payments::fetch).open());
        record.setIcon(Icons.of(VaadinIcon.PLUS));
        record.setId("bank-record");
        heading(getTranslation("nav.operator.payments"), getTranslation("work.operator.payments"), record);
        var refunds = new Loaded<>(
                calls, 2, billing.treasury()::openRefunds, waiting -> MoneyTables.refunds(waiting, this::tenant));
        add(
                new Card(getTranslation("treasury.refunds"), refunds),
                new Card(getTranslation("treasury.payments"), payments));
    }

    private Component tenant(RefundView refund) {
        return Links.to("operator/tenants/" + refund.organisation(), getTranslation("treasury.tenant"));
    }

    private Component shown(List<BankPaymentView> all) {
        if (all.isEmpty()) {
            return new EmptyState(getTranslation("treasury.payments.none"));
        }
        var formats = Formats.current();
        return new Table<BankPaymentView>(getTranslation("treasury.payments"))
                .column(
                        getTranslation("money.bankReference"),
                        payment ->
                                Text.twoLines(Text.code(payment.bankReference()), formats.date(payment.receivedOn())))
                .column(getTranslation("treasury.payer"), payment -> Text.twoLines(payment.payer(), payment.remark()))
                .number(getTranslation("money.amount"), payment -> formats.money(payment.amount()))
                .column(getTranslation("treasury.whose"), this::whose)
                .column(getTranslation("actions"), this::reversal)
                .rows(all);
    }

    private Component reversal(BankPaymentView payment) {
        var formats = Formats.current();
        var reversal = payment.reversal();
        if (reversal != null) {
            return Text.twoLines(
                    getTranslation("treasury.reversed", reversal.by(), formats.minute(reversal.at())),
                    reversal.reason());
        }
        return Buttons.danger(getTranslation("treasury.reverse"), click -> {
            var once = new Once();
            new ReasonDialog(
                            new ReasonDialog.Words(
                                    getTranslation("treasury.reverse"),
                                    getTranslation(
                                            "treasury.reverse.text",
                                            formats.money(payment.amount()),
                                            payment.bankReference()),
                                    getTranslation("treasury.reverse.label"),
                                    getTranslation("treasury.reverse")),
                            "reason",
                            calls,
                            said -> once.of(() -> billing.treasury()
                                            .reverseBankPayment(payment.id(), new ReverseBankPayment(said)))
                                    .get(),
                            payments::fetch)
                    .open();
        });
    }

    private Component whose(BankPaymentView payment) {
        if (payment.organisation() != null) {
            return Links.to(
                    "operator/tenants/" + payment.organisation(), Formats.orNothing(payment.organisationName()));
        }
        if (payment.reversal() != null) {
            return Text.note(Formats.NOTHING);
        }
        return Buttons.plain(
                getTranslation("treasury.match"),
                click -> calls.make(this::organisations, all -> match(payment, all), Notices::failed));
    }

    private List<OrganisationView> organisations() {
        var all = new java.util.ArrayList<OrganisationView>();
        @Nullable UUID after = null;
        do {
            var page = platform.organisations().all(after, 200);
            all.addAll(page.items());
            after = page.next() == null ? null : UUID.fromString(page.next());
        } while (after != null);
        return all;
    }

    private void match(BankPaymentView payment, List<OrganisationView> all) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("treasury.match"));
        dialog.setWidth("28rem");
        dialog.setMaxWidth("100%");
        var fields = new Fields();
        var organisation =
                fields.with("organisation", new ComboBox<OrganisationView>(getTranslation("treasury.tenant")));
        organisation.setId("match-tenant");
        organisation.setItems(all);
        organisation.setItemLabelGenerator(one -> one.name() + " · " + one.slug());
        dialog.add(
                new Paragraph(getTranslation(
                        "treasury.match.text", Formats.current().money(payment.amount()), payment.payer())),
                fields);
        var once = new Once();
        var yes = Buttons.primary(getTranslation("treasury.match"), click -> {
            fields.clear();
            if (organisation.getValue() == null) {
                fields.wrong("organisation", "treasury.tenant.needed");
                return;
            }
            var request = new MatchBankPayment(organisation.getValue().id(), null);
            calls.make(
                    once.of(() -> billing.treasury().matchBankPayment(payment.id(), request)),
                    done -> {
                        dialog.close();
                        payments.fetch();
                    },
                    fields::show);
        });
        yes.setId("match-yes");
        dialog.getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> dialog.close()), yes);
        dialog.open();
    }
}
