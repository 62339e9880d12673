package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.BookSummary;
import dev.aquifer.billing.api.price.BookView;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PublishBook;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.problem.Problems.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Drafts price books and contracts, and publishes them. Each act is one transaction with its audit entry; what the
/// database refuses besides (a change of a published book) cannot be reached from here.
@ApplicationScoped
public class BookDesk {

    /// The organisation of what belongs to the platform itself, in the audit log.
    static final UUID PLATFORM = new UUID(0, 0);

    private final BookStore store;
    private final PriceBooks books;
    private final Organisations organisations;
    private final Audit audit;
    private final Event<BookPublished> published;
    private final Tenancy tenancy;
    private final InstantSource clock;

    /// Who acts.
    record Actor(String person, String name) {}

    BookDesk(
            BookStore store,
            PriceBooks books,
            Organisations organisations,
            Audit audit,
            Event<BookPublished> published,
            Tenancy tenancy,
            InstantSource clock) {
        this.store = store;
        this.books = books;
        this.organisations = organisations;
        this.audit = audit;
        this.published = published;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    List<BookSummary> all() {
        Instant now = clock.instant();
        return tenancy.asJobs(() -> store.all().stream()
                .map(head -> head.summary(name(head.organisation()), now))
                .toList());
    }

    BookView view(String version) {
        BookStore.Head head = found(version);
        return as(head.organisation(), () -> view(head));
    }

    /// The same, if it is still a draft.
    BookView draftToChange(String version) {
        BookStore.Head head = found(version);
        return as(head.organisation(), () -> view(drafted(version, null)));
    }

    /// The book as a price list would have it if it held from the epoch on.
    ///
    /// @return with the organisation whose contract it is
    public Draft draft(String version) {
        BookStore.Head head = found(version);
        List<PriceEntry> entries = as(head.organisation(), () -> books.entries(head.version(), head.organisation()));
        return new Draft(
                head.organisation(),
                new PriceBook(
                        head.version(),
                        head.organisation() != null,
                        Instant.EPOCH,
                        null,
                        head.currency(),
                        head.vatRate(),
                        PriceBook.bySku(entries)));
    }

    /// @param organisation whose contract it is; null: the public book
    public record Draft(@Nullable UUID organisation, PriceBook book) {}

    BookView create(SaveBook asked, Actor actor) {
        SaveBook draft = micros(asked);
        return as(draft.organisation(), () -> {
            store.lock();
            check(draft);
            if (tenancy.asJobs(() -> store.find(draft.version())).isPresent()) {
                throw Problems.invalid("version", "there is a price book of this version");
            }
            store.insert(draft, actor.name(), clock.instant());
            note(draft.organisation(), actor, "price-book.drafted", draft.version(), draft.title());
            return view(head(draft.version()));
        });
    }

    BookView save(String version, SaveBook asked, Actor actor) {
        SaveBook draft = micros(asked);
        BookStore.Head named = found(version);
        return as(named.organisation(), () -> {
            store.lock();
            BookStore.Head head = drafted(version, draft.revision());
            if (!draft.version().equals(version)) {
                throw Problems.invalid(
                        "version", "version must be " + version + ": begin another draft for another name");
            }
            if (!Objects.equals(draft.organisation(), head.organisation())) {
                throw Problems.invalid(
                        "organisation", "a draft stays its organisation's: begin another for another one");
            }
            check(draft);
            store.update(draft, actor.name(), clock.instant());
            note(
                    head.organisation(),
                    actor,
                    "price-book.saved",
                    version,
                    "revision " + (head.revision() + 1) + ", " + draft.entries().size() + " entries");
            return view(head(version));
        });
    }

    void discard(String version, Actor actor) {
        BookStore.Head named = found(version);
        as(named.organisation(), () -> {
            store.lock();
            BookStore.Head head = drafted(version, null);
            store.delete(head);
            note(head.organisation(), actor, "price-book.discarded", version, head.title());
            return true;
        });
    }

    BookView publish(String version, PublishBook request, Actor actor) {
        BookStore.Head named = found(version);
        return as(named.organisation(), () -> {
            store.lock();
            BookStore.Head head = drafted(version, request.revision());
            List<PriceEntry> entries = books.entries(version, head.organisation());
            check(saved(head, entries));
            List<BookStore.Head> others = others(head);
            BookOrder.fault(stretch(head), head.organisation() != null, stretches(others), clock.instant())
                    .ifPresent(fault -> {
                        throw Problems.invalid(fault.field(), fault.message());
                    });
            if (head.organisation() == null) {
                complete(head, entries, others);
            } else {
                wholeMonths(head, others);
            }
            store.publish(head, actor.name(), clock.instant());
            note(
                    head.organisation(),
                    actor,
                    "price-book.published",
                    version,
                    "in force from " + head.from() + ": " + request.reason());
            published.fire(new BookPublished(version));
            return view(head(version));
        });
    }

    /// What was priced must stay priced: leases run on, and requests come, whatever book is in force.
    private void complete(BookStore.Head head, List<PriceEntry> entries, List<BookStore.Head> others) {
        Set<Sku> now = entries.stream().map(Sku::of).collect(Collectors.toSet());
        others.stream()
                .filter(other -> other.from().isBefore(head.from()))
                .reduce((_, later) -> later)
                .ifPresent(before -> {
                    List<String> missing = books.entries(before.version(), null).stream()
                            .map(Sku::of)
                            .filter(sku -> PriceList.ways(sku).stream().noneMatch(now::contains))
                            .map(Sku::toString)
                            .toList();
                    if (!missing.isEmpty()) {
                        throw Problems.invalid(
                                "entries",
                                "no price for " + String.join(", ", missing) + ", which " + before.version()
                                        + " prices");
                    }
                });
    }

    /// A contract that owes something for whole months is not ended inside of one by what follows it.
    private void wholeMonths(BookStore.Head head, List<BookStore.Head> others) {
        others.stream()
                .filter(other -> other.from().isBefore(head.from()))
                .reduce((_, later) -> later)
                .filter(before -> before.until() == null && !BookRules.monthStart(head.from()))
                .filter(before -> BookRules.monthly(books.entries(before.version(), before.organisation())))
                .ifPresent(before -> {
                    throw Problems.invalid(
                            "from",
                            "ends " + before.version() + ", which has a commitment or a monthly fee: must begin"
                                    + " with a month (Asia/Shanghai)");
                });
    }

    /// The published books that share the time with it, oldest first.
    private List<BookStore.Head> others(BookStore.Head head) {
        return store.all().stream()
                .filter(BookStore.Head::published)
                .filter(other -> Objects.equals(other.organisation(), head.organisation()))
                .sorted(Comparator.comparing(BookStore.Head::from))
                .toList();
    }

    private static List<BookOrder.Stretch> stretches(List<BookStore.Head> heads) {
        return heads.stream().map(BookDesk::stretch).toList();
    }

    private static BookOrder.Stretch stretch(BookStore.Head head) {
        return new BookOrder.Stretch(head.version(), head.from(), head.until());
    }

    private void check(SaveBook draft) {
        UUID organisation = draft.organisation();
        if (organisation != null && organisations.name(organisation).isEmpty()) {
            throw Problems.invalid("organisation", "there is no organisation " + organisation);
        }
        List<Violation> faults = BookRules.faults(draft, store.chipTypes());
        if (!faults.isEmpty()) {
            throw Problems.invalid(faults);
        }
    }

    private BookStore.Head drafted(String version, @Nullable Integer revision) {
        BookStore.Head head = head(version);
        if (head.published()) {
            throw Problems.conflict("Price book " + version + " is published and never changed. Draft another one.");
        }
        if (revision != null && revision != head.revision()) {
            throw Problems.conflict("Price book " + version + " was saved by " + head.changedBy()
                    + " since you read it." + " Read it again.");
        }
        return head;
    }

    private BookStore.Head found(String version) {
        return tenancy.asJobs(() -> store.find(version)).orElseThrow(() -> Problems.notFound("price book", version));
    }

    private BookStore.Head head(String version) {
        return store.find(version).orElseThrow(() -> Problems.notFound("price book", version));
    }

    private BookView view(BookStore.Head head) {
        return new BookView(
                head.version(),
                head.title(),
                head.state(clock.instant()),
                head.organisation(),
                name(head.organisation()),
                head.from(),
                head.ends(),
                head.currency(),
                head.vatRate(),
                head.revision(),
                head.changedBy(),
                head.changedAt(),
                books.entries(head.version(), head.organisation()));
    }

    private @Nullable String name(@Nullable UUID organisation) {
        return organisation == null ? null : organisations.name(organisation).orElse(null);
    }

    private void note(@Nullable UUID organisation, Actor actor, String action, String version, String detail) {
        UUID whose = Objects.requireNonNullElse(organisation, PLATFORM);
        tenancy.asOrganisation(whose, () -> audit.note(whose, actor.person(), actor.name(), action, version, detail));
    }

    private <T> T as(@Nullable UUID organisation, Supplier<T> work) {
        return organisation == null ? tenancy.asNobody(work) : tenancy.asOrganisation(organisation, work);
    }

    /// What the database keeps of an instant.
    private static SaveBook micros(SaveBook draft) {
        Instant until = draft.until();
        return new SaveBook(
                draft.version(),
                draft.title(),
                draft.organisation(),
                draft.from().truncatedTo(ChronoUnit.MICROS),
                until == null ? null : until.truncatedTo(ChronoUnit.MICROS),
                draft.currency(),
                draft.vatRate(),
                draft.revision(),
                draft.entries());
    }

    static SaveBook saved(BookStore.Head head, List<PriceEntry> entries) {
        return new SaveBook(
                head.version(),
                head.title(),
                head.organisation(),
                head.from(),
                head.until(),
                head.currency(),
                head.vatRate(),
                head.revision(),
                entries);
    }
}
