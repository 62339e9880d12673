package dev.aquifer.console.prices;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.price.BookView;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.time.Instant;

/// Changes a draft's title, its time and its VAT rate.
class BookHeadDialog extends Dialog {
    private final BookView book;
    private final Saving<SaveBook> save;
    private final Fields fields = new Fields();
    private final TextField title = fields.with("title", new TextField(getTranslation("books.title")));
    private final TextField from = fields.with("from", new TextField(getTranslation("books.from")));
    private final TextField until = fields.with("until", new TextField(getTranslation("books.until")));
    private final BigDecimalField vatRate =
            fields.with("vatRate", new BigDecimalField(getTranslation("books.vatRate")));

    BookHeadDialog(BookView book, Saving<SaveBook> save) {
        this.book = book;
        this.save = save;
        setHeaderTitle(book.version());
        setWidth("28rem");
        setMaxWidth("100%");
        title.setValue(book.title());
        from.setValue(BookTime.write(book.from()));
        from.setHelperText(getTranslation("books.time.help"));
        until.setValue(BookTime.write(book.until()));
        until.setHelperText(getTranslation("books.until.help"));
        vatRate.setLocale(getLocale());
        vatRate.setValue(book.vatRate());
        add(fields);
        var button = Buttons.primary(getTranslation("save"), click -> save());
        button.setId("book-head-save");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), button);
    }

    private void save() {
        fields.clear();
        Instant begins = BookTime.read(from.getValue());
        Instant ends = until.isEmpty() ? null : BookTime.read(until.getValue());
        if (begins == null) {
            fields.wrong("from", "books.time.wrong");
        } else if (!until.isEmpty() && ends == null) {
            fields.wrong("until", "books.time.wrong");
        } else if (vatRate.getValue() == null) {
            fields.wrong("vatRate", "prices.number.wrong");
        } else {
            save.save(
                    new SaveBook(
                            book.version(),
                            title.getValue().strip(),
                            book.organisation(),
                            begins,
                            ends,
                            book.currency(),
                            vatRate.getValue(),
                            book.revision(),
                            book.entries()),
                    this::close,
                    fields::show);
        }
    }
}
