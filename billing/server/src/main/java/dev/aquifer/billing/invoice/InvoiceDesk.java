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
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
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

    /// Net and VAT of the bill, before subsidy: the price is earned in full, whoever pays it.
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
        boolean there = invoices.of(organisation).stream()
                .anyMatch(one ->
                        one.month().equals(month) && one.redOf() == null && one.state() != InvoiceState.RED_LETTERED);
        if (there) {
            throw Problems.conflict("The invoice of bill " + bill.number() + " has been asked for.");
        }
        return add(organisation, month, bill, buyer, new Amounts(bill.net(), bill.vat()), null, null, by);
    }

    InvoiceView issued(UUID organisation, UUID id, IssuedInvoice issued, Person by) {
        ledger.lock(organisation);
        InvoiceView invoice = found(organisation, id);
        if (invoice.state() != InvoiceState.WANTED) {
            throw Problems.conflict("The invoice has been issued under number " + invoice.number() + ".");
        }
        invoices.issued(organisation, id, issued);
        UUID redOf = invoice.redOf();
        if (redOf != null && invoices.left(organisation, redOf).isZero()) {
            invoices.redLettered(organisation, redOf);
        }
        audit.note(organisation, by.id(), by.name(), "invoice.issued", id.toString(), issued.number());
        return found(organisation, id);
    }

    /// The tax of a part is that of its net; what reverses the last of it takes all that is left, so that both come
    /// to zero.
    InvoiceView redLetter(UUID organisation, UUID id, RedLetter request, Person by) {
        ledger.lock(organisation);
        InvoiceView invoice = found(organisation, id);
        if (invoice.state() != InvoiceState.ISSUED || invoice.redOf() != null) {
            throw Problems.conflict("Only an invoice that was issued can be reversed.");
        }
        Money left = invoices.left(organisation, id);
        if (!request.net().isPositive() || request.net().compareTo(left) > 0) {
            throw Problems.invalid("net", "net must be above 0.00 and at most " + left);
        }
        Money taxLeft = invoices.taxLeft(organisation, id);
        Money tax = request.net().compareTo(left) == 0
                ? taxLeft
                : Rounding.vat(request.net(), invoice.rate()).min(taxLeft);
        return add(
                organisation,
                invoice.month(),
                new Invoices.Billed(invoice.bill(), invoice.net(), invoice.tax()),
                invoice.buyer(),
                new Amounts(request.net().negated(), tax.negated()),
                id,
                request.reason().strip(),
                by);
    }

    private record Amounts(Money net, Money tax) {}

    private InvoiceView add(
            UUID organisation,
            YearMonth month,
            Invoices.Billed bill,
            Buyer buyer,
            Amounts amounts,
            @Nullable UUID redOf,
            @Nullable String reason,
            Person by) {
        InvoiceView invoice = new InvoiceView(
                organisation,
                ids.next(),
                month,
                bill.number(),
                redOf,
                buyer,
                CATEGORY,
                amounts.net(),
                rate(month),
                amounts.tax(),
                amounts.net().plus(amounts.tax()),
                InvoiceState.WANTED,
                null,
                null,
                reason,
                clock.instant());
        invoices.add(invoice, by.id());
        audit.note(
                organisation,
                by.id(),
                by.name(),
                redOf == null ? "invoice.ask" : "invoice.red-letter",
                invoice.id().toString(),
                bill.number() + ", gross " + invoice.gross() + " CNY");
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
