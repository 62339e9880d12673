package dev.aquifer.console.prices;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.price.BookView;
import dev.aquifer.billing.api.price.PublishBook;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Notices;

/// Asks before a book is published: from then on it is never changed. The reason goes into the audit log.
class PublishDialog extends Dialog {
    private final Fields fields = new Fields();
    private final TextArea reason = fields.with("reason", new TextArea(getTranslation("books.reason")));

    PublishDialog(Calls calls, Billing billing, BookView book, Runnable published) {
        setHeaderTitle(getTranslation("books.publish.title", book.version()));
        setRole("alertdialog");
        setWidth("30rem");
        setMaxWidth("100%");
        reason.setId("publish-reason");
        reason.setMaxLength(500);
        add(
                new Paragraph(getTranslation(
                        book.organisation() == null ? "books.publish.text" : "books.publish.contract",
                        Formats.current().time(book.from()),
                        Formats.orNothing(book.organisationName()))),
                fields);
        var yes = Buttons.primary(getTranslation("books.publish"), click -> {
            fields.clear();
            var why = reason.getValue().strip();
            calls.make(
                    () -> billing.books().publish(book.version(), new PublishBook(book.revision(), why)),
                    done -> {
                        close();
                        Notices.done(getTranslation("books.published", book.version()));
                        published.run();
                    },
                    fields::show);
        });
        yes.setId("publish-yes");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), yes);
    }
}
