package dev.aquifer.billing.invoice;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.invoice.Buyer;
import dev.aquifer.billing.api.invoice.InvoiceState;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.billing.api.invoice.IssuedInvoice;
import dev.aquifer.billing.api.invoice.RedLetter;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.payment.CreditNoteIssued;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks for invoices and keeps what became of them. Runs in the caller's transaction, bound to the organisation.
@ApplicationScoped
class InvoiceDesk {

    /// Who acts. @param id the token's subject
    record Person(String id, String name) {}

    /// Of the goods, as the tax system's catalogue has it.
    private static final String CATEGORY = "*信息技术服务*算力服务";

    private final Invoices invoices;
    private final Ledger ledger;
    private final PriceBooks books;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    InvoiceDesk(Invoices invoices, Ledger ledger, PriceBooks books, Audit audit, Ids ids, InstantSource clock) {
        this.invoices = invoices;
        this.ledger = ledger;
        this.books = books;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    void buyer(UUID organisation, Buyer buyer, Person by) {
        invoices.save(organisation, buyer, clock.instant());
        audit.note(
                organisation,
                by.id(),
                by.name(),
                "invoice.buyer",
                organisation.toString(),
                buyer.title() + ", " + buyer.taxNumber() + ", " + buyer.kind());
    }

    /// What the bill's charges cost by now and VAT, before subsidy: the price is earned in full, whoever pays it.
    InvoiceView ask(UUID organisation, YearMonth month, Person by) {
        // Two who ask at once ask one after the other.
        ledger.lock(organisation);
        Invoices.Billed bill =
                invoices.billed(organisation, month).orElseThrow(() -> Problems.notFound("closed bill", month));
        Buyer buyer = invoices.buyer(organisation)
                .orElseThrow(() -> Problems.conflict("The buyer's title and tax number are not known yet."));
        if (!bill.net().isPositive()) {
            throw Problems.conflict("Bill " + bill.number() + " charges nothing that could be invoiced.");
        }
        if (invoices.current(organisation, month).isPresent()) {
            throw Problems.conflict("The invoice of bill " + bill.number() + " has been asked for.");
        }
        Part whole = new Part(bill.net(), Rounding.vat(bill.net(), rate(month)), null, null, null);
        return add(organisation, month, bill.number(), buyer, whole, by);
    }

    InvoiceView issued(UUID organisation, UUID id, IssuedInvoice issued, Person by) {
        ledger.lock(organisation);
        InvoiceView invoice = found(organisation, id);
        if (invoice.state() != InvoiceState.WANTED) {
            throw Problems.conflict("The invoice has been issued under number " + invoice.number() + ".");
        }
        UUID redOf = invoice.redOf();
        if (redOf != null && found(organisation, redOf).state() == InvoiceState.WANTED) {
            throw Problems.conflict("The invoice that it reverses has not been issued yet; that one comes first.");
        }
        invoices.issued(organisation, id, issued);
        if (redOf != null && invoices.reversed(organisation, redOf)) {
            invoices.redLettered(organisation, redOf);
        }
        audit.note(organisation, by.id(), by.name(), "invoice.issued", id.toString(), issued.number());
        return found(organisation, id);
    }

    /// A part is reversed for a credit note, once for each; all that is left may be reversed without one.
    InvoiceView redLetter(UUID organisation, UUID id, RedLetter request, Person by) {
        ledger.lock(organisation);
        InvoiceView invoice = found(organisation, id);
        if (invoice.state() != InvoiceState.ISSUED || invoice.redOf() != null) {
            throw Problems.conflict("Only an invoice that was issued can be reversed.");
        }
        Money left = invoices.left(organisation, id);
        if (!left.isPositive()) {
            throw Problems.conflict("All of the invoice has been reversed.");
        }
        UUID creditNote = request.creditNote();
        Money most = creditNote == null
                ? left
                : reversible(organisation, invoice, creditNote).min(left);
        if (request.net().compareTo(most) != 0) {
            throw creditNote == null
                    ? Problems.invalid(
                            "creditNote",
                            "creditNote is needed to reverse a part; without one net must be all that is left, " + most)
                    : Problems.invalid("net", "net must be what the credit note takes off, " + most);
        }
        return reverse(invoice, left, most, creditNote, request.reason().strip(), by);
    }

    /// What is taken off a charge whose bill has an invoice is taken off that invoice, in the same transaction. What
    /// was credited before an invoice is asked for is not on it in the first place.
    void credited(@Observes CreditNoteIssued note) {
        UUID organisation = note.organisation();
        InvoiceView invoice = invoices.current(organisation, note.bill()).orElse(null);
        if (invoice == null) {
            return;
        }
        Money left = invoices.left(organisation, invoice.id());
        Money net = note.amount().min(left);
        if (net.isPositive()) {
            reverse(invoice, left, net, note.id(), note.reason(), new Person(note.author(), note.authorName()));
        }
    }

    private Money reversible(UUID organisation, InvoiceView invoice, UUID creditNote) {
        Invoices.Credited note = invoices.credited(organisation, creditNote)
                .filter(one -> one.bill().equals(invoice.month()))
                .orElseThrow(() -> Problems.invalid(
                        "creditNote", "creditNote must be the id of one on a charge of bill " + invoice.bill()));
        if (note.red()) {
            throw Problems.conflict("The credit note has its red-letter invoice.");
        }
        if (!note.at().isAfter(invoice.askedAt())) {
            throw Problems.invalid(
                    "creditNote", "creditNote must be later than the invoice, which was asked for without it");
        }
        return note.amount();
    }

    /// What is left keeps the tax of its net, so that a full reversal comes to zero.
    private InvoiceView reverse(
            InvoiceView invoice, Money left, Money net, @Nullable UUID creditNote, String reason, Person by) {
        UUID organisation = invoice.organisation();
        Money keeps = net.compareTo(left) == 0 ? Money.ZERO : Rounding.vat(left.minus(net), invoice.rate());
        Money tax = invoices.taxLeft(organisation, invoice.id()).minus(keeps).max(Money.ZERO);
        Part part = new Part(net.negated(), tax.negated(), invoice.id(), creditNote, reason);
        return add(organisation, invoice.month(), invoice.bill(), invoice.buyer(), part, by);
    }

    /// @param redOf the invoice of which it is a part; null for a whole one
    private record Part(
            Money net,
            Money tax,
            @Nullable UUID redOf,
            @Nullable UUID creditNote,
            @Nullable String reason) {}

    private InvoiceView add(UUID organisation, YearMonth month, String bill, Buyer buyer, Part part, Person by) {
        InvoiceView invoice = new InvoiceView(
                organisation,
                ids.next(),
                month,
                bill,
                part.redOf(),
                part.creditNote(),
                buyer,
                CATEGORY,
                part.net(),
                rate(month),
                part.tax(),
                part.net().plus(part.tax()),
                InvoiceState.WANTED,
                null,
                null,
                part.reason(),
                clock.instant());
        invoices.add(invoice, by.id());
        audit.note(
                organisation,
                by.id(),
                by.name(),
                part.redOf() == null ? "invoice.ask" : "invoice.red-letter",
                invoice.id().toString(),
                bill + ", gross " + invoice.gross() + " CNY");
        return found(organisation, invoice.id());
    }

    private BigDecimal rate(YearMonth month) {
        return books.all()
                .at(ServiceTime.start(month))
                .map(PriceBook::vatRate)
                .orElseThrow(() -> new IllegalStateException("no price book in force in " + month));
    }

    private InvoiceView found(UUID organisation, UUID id) {
        return invoices.find(organisation, id).orElseThrow(() -> Problems.notFound("invoice", id));
    }
}
