package dev.aquifer.console.prices;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.price.BookState;
import dev.aquifer.billing.api.price.BookSummary;
import dev.aquifer.billing.api.price.BookView;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import dev.aquifer.platform.api.organisation.OrganisationView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Begins a draft: of the public book as a copy of the newest, or of a contract with a first discount.
class NewBookDialog extends Dialog {
    private static final BigDecimal FIRST_DISCOUNT = new BigDecimal("0.05");
    private static final int MOST = 200;

    private final Calls calls;
    private final Billing billing;
    private final Fields fields = new Fields();
    private final TextField version = fields.with("version", new TextField(getTranslation("books.version")));
    private final TextField title = fields.with("title", new TextField(getTranslation("books.title")));
    private final Select<OrganisationView> whose = fields.with("organisation", new Select<>());
    private final TextField from = fields.with("from", new TextField(getTranslation("books.from")));

    NewBookDialog(Calls calls, Billing billing, Platform platform) {
        this.calls = calls;
        this.billing = billing;
        setHeaderTitle(getTranslation("books.new"));
        setWidth("30rem");
        setMaxWidth("100%");
        version.setId("book-version");
        version.setHelperText(getTranslation("books.version.help"));
        title.setId("book-title");
        whose.setLabel(getTranslation("books.for"));
        whose.setEmptySelectionAllowed(true);
        whose.setEmptySelectionCaption(getTranslation("books.public"));
        whose.setItemLabelGenerator(
                organisation -> organisation == null ? getTranslation("books.public") : organisation.name());
        whose.setId("book-organisation");
        from.setId("book-from");
        from.setHelperText(getTranslation("books.time.help"));
        from.setValue(BookTime.nextMonth());
        add(new Paragraph(getTranslation("books.new.text")), fields);
        var create = Buttons.primary(getTranslation("books.create"), click -> create());
        create.setId("book-create");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), create);
        calls.make(() -> all(platform), found -> whose.setItems(found), fields::show);
    }

    private static List<OrganisationView> all(Platform platform) {
        List<OrganisationView> all = new ArrayList<>();
        UUID after = null;
        do {
            var page = platform.organisations().all(after, MOST);
            all.addAll(page.items());
            after = page.next() == null ? null : UUID.fromString(page.next());
        } while (after != null);
        all.sort(Comparator.comparing(OrganisationView::name));
        return all;
    }

    private void create() {
        fields.clear();
        var begins = BookTime.read(from.getValue());
        if (begins == null) {
            fields.wrong("from", "books.time.wrong");
            return;
        }
        UUID organisation = whose.getValue() == null ? null : whose.getValue().id();
        var name = version.getValue().strip();
        var called = title.getValue().strip();
        calls.make(
                () -> {
                    var current = newest();
                    return billing.books()
                            .create(new SaveBook(
                                    name,
                                    called,
                                    organisation,
                                    begins,
                                    null,
                                    current.currency(),
                                    current.vatRate(),
                                    0,
                                    organisation == null ? current.entries() : List.of(discount())));
                },
                this::created,
                fields::show);
    }

    /// The public book that was published last.
    private BookView newest() {
        var newest = billing.books().list().stream()
                .filter(book -> book.organisation() == null && book.state() != BookState.DRAFT)
                .max(Comparator.comparing(BookSummary::from))
                .orElseThrow();
        return billing.books().book(newest.version());
    }

    private static PriceEntry discount() {
        return new PriceEntry(
                SkuKind.LEASE,
                "*",
                null,
                null,
                PriceModel.LIST,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                FIRST_DISCOUNT);
    }

    private void created(BookView book) {
        close();
        UI.getCurrent().navigate("operator/prices/" + book.version());
    }
}
