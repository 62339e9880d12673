package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.BookSummary;
import dev.aquifer.billing.api.price.BookView;
import dev.aquifer.billing.api.price.PriceBookApi;
import dev.aquifer.billing.api.price.PublishBook;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.idempotency.Idempotent;
import dev.aquifer.billing.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/// See [PriceBookApi].
@RolesAllowed("operator")
@RunOnVirtualThread
class BookResource implements PriceBookApi {

    private final BookDesk desk;
    private final Caller caller;

    BookResource(BookDesk desk, Caller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @Override
    public List<BookSummary> list() {
        return desk.all();
    }

    @Override
    public BookView book(String version) {
        return desk.view(version);
    }

    @Override
    @Idempotent
    public BookView create(SaveBook draft) {
        return desk.create(draft, actor());
    }

    @Override
    public BookView save(String version, SaveBook draft) {
        return desk.save(version, draft, actor());
    }

    @Override
    public void discard(String version) {
        desk.discard(version, actor());
    }

    @Override
    @Idempotent
    public BookView publish(String version, PublishBook request) {
        return desk.publish(version, request, actor());
    }

    @Override
    public String csv(String version) {
        return BookCsv.write(desk.view(version).entries());
    }

    @Override
    public BookView importCsv(String version, String csv) {
        BookView book = desk.draftToChange(version);
        BookCsv.Read read = BookCsv.read(csv);
        if (!read.faults().isEmpty()) {
            throw Problems.invalid(read.faults());
        }
        return desk.save(
                version,
                new SaveBook(
                        version,
                        book.title(),
                        book.organisation(),
                        book.from(),
                        book.until(),
                        book.currency(),
                        book.vatRate(),
                        book.revision(),
                        read.entries()),
                actor());
    }

    private BookDesk.Actor actor() {
        return new BookDesk.Actor(caller.person(), caller.name());
    }
}
