package dev.aquifer.console.bills;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.invoice.Buyer;
import dev.aquifer.billing.api.invoice.InvoiceKind;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import org.jspecify.annotations.Nullable;

/// To whom invoices are made out.
class BuyerDialog extends Dialog {
    private final Fields fields = new Fields();
    private final TextField title = field("title", "invoice.buyer.title", 100);
    private final TextField taxNumber = field("taxNumber", "invoice.buyer.tax", 20);
    private final Select<InvoiceKind> kind = fields.with("kind", new Select<>());
    private final TextField addressAndPhone = field("addressAndPhone", "invoice.buyer.address", 200);
    private final TextField bankAndAccount = field("bankAndAccount", "invoice.buyer.bank", 200);
    private final TextField email = field("email", "invoice.buyer.email", 200);

    BuyerDialog(Calls calls, Billing billing, @Nullable Buyer buyer, Runnable saved) {
        setHeaderTitle(getTranslation("invoice.buyer.edit"));
        setWidth("30rem");
        setMaxWidth("100%");
        kind.setLabel(getTranslation("invoice.buyer.kind"));
        kind.setItems(InvoiceKind.values());
        kind.setItemLabelGenerator(each -> getTranslation("invoice.kind." + each));
        kind.setValue(buyer == null ? InvoiceKind.SPECIAL : buyer.kind());
        if (buyer != null) {
            title.setValue(buyer.title());
            taxNumber.setValue(buyer.taxNumber());
            addressAndPhone.setValue(text(buyer.addressAndPhone()));
            bankAndAccount.setValue(text(buyer.bankAndAccount()));
            email.setValue(text(buyer.email()));
        }
        add(fields);
        var save = Buttons.primary(getTranslation("save"), click -> {
            fields.clear();
            calls.make(
                    () -> billing.invoices()
                            .buyer(new Buyer(
                                    title.getValue().strip(),
                                    taxNumber.getValue().strip(),
                                    kind.getValue(),
                                    given(addressAndPhone),
                                    given(bankAndAccount),
                                    given(email))),
                    done -> {
                        close();
                        saved.run();
                    },
                    fields::show);
        });
        save.setId("buyer-save");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
    }

    private TextField field(String name, String key, int longest) {
        var field = fields.with(name, new TextField(getTranslation(key)));
        field.setId("buyer-" + name);
        field.setMaxLength(longest);
        return field;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String given(TextField field) {
        return field.isEmpty() ? null : field.getValue().strip();
    }
}
