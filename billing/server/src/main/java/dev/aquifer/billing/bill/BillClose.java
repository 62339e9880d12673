package dev.aquifer.billing.bill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.charge.Charges;
import dev.aquifer.billing.charge.FeeDesk;
import dev.aquifer.billing.charge.Lease;
import dev.aquifer.billing.charge.Leases;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.MoneyMoved;
import dev.aquifer.billing.ledger.Posting;
import dev.aquifer.billing.month.CloseRuns;
import dev.aquifer.billing.month.Holds;
import dev.aquifer.billing.month.MonthSettings;
import dev.aquifer.billing.month.Months;
import dev.aquifer.billing.notice.Notices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Closes one organisation's months, in one transaction: the bill becomes a document that is never changed, and is
/// owed. Whatever happens before the commit, nothing of it is there; after it, everything is.
@ApplicationScoped
class BillClose {

    private final Tenancy tenancy;
    private final Ledger ledger;
    private final Months months;
    private final CloseRuns runs;
    private final Holds holds;
    private final Conspicuous conspicuous;
    private final BillNumbers numbers;
    private final MonthSettings settings;
    private final BillDesk desk;
    private final ClosedBills bills;
    private final Charges charges;
    private final FeeDesk fees;
    private final Leases leases;
    private final Organisations organisations;
    private final Audit audit;
    private final Notices notices;
    private final Event<MoneyMoved> moved;
    private final InstantSource clock;

    BillClose(
            Tenancy tenancy,
            Ledger ledger,
            Months months,
            CloseRuns runs,
            Holds holds,
            Conspicuous conspicuous,
            BillNumbers numbers,
            MonthSettings settings,
            BillDesk desk,
            ClosedBills bills,
            Charges charges,
            FeeDesk fees,
            Leases leases,
            Organisations organisations,
            Audit audit,
            Notices notices,
            Event<MoneyMoved> moved,
            InstantSource clock) {
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.months = months;
        this.runs = runs;
        this.holds = holds;
        this.conspicuous = conspicuous;
        this.numbers = numbers;
        this.settings = settings;
        this.desk = desk;
        this.bills = bills;
        this.charges = charges;
        this.fees = fees;
        this.leases = leases;
        this.organisations = organisations;
        this.audit = audit;
        this.notices = notices;
        this.moved = moved;
        this.clock = clock;
    }

    /// Closes the month and every earlier one that is open.
    ///
    /// @param by `system` or the name of the person who wants it
    /// @return false if it was closed already
    /// @throws HeldBill if a bill stands out; nothing is closed then
    boolean close(UUID organisation, YearMonth month, String by) {
        return tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            Months.Closed closed = months.closed(organisation);
            if (closed.has(month)) {
                return false;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            String name = organisations.name(organisation).orElseThrow();
            Stream.concat(desk.months(organisation).stream(), fees.due(organisation, closed, month).stream())
                    .distinct()
                    .sorted()
                    .filter(each -> !closed.has(each) && each.isBefore(month))
                    .forEach(each ->
                            freeze(organisation, new Months.Close(each, now, by, name, settings.issuer(), null)));
            freeze(organisation, new Months.Close(month, now, by, name, settings.issuer(), null));
            runs.succeeded(organisation);
            holds.clear(organisation);
            moved.fire(new MoneyMoved(organisation));
            return true;
        });
    }

    private void freeze(UUID organisation, Months.Close close) {
        fees.settle(organisation, close.month());
        Bill bill = desk.open(organisation, close.month());
        if (bill.isEmpty()) {
            months.add(organisation, close);
            return;
        }
        conspicuous.check(organisation, close.month(), bill.net());
        String number = numbers.next(close.issuer(), close.at());
        months.add(organisation, close.numbered(number));
        owe(organisation, bill, close);
        BillView view = bill.closed(number, close.at());
        String sha256 = bills.add(view, document(organisation, view, close));
        audit.note(
                organisation,
                close.by(),
                close.by(),
                "bill.close",
                Objects.requireNonNull(view.number()),
                "payable " + view.payable() + " CNY, SHA-256 " + sha256);
        notices.tellOnce(
                organisation,
                "bill-closed:" + close.month(),
                NoticeKind.BILL_CLOSED,
                Map.of(
                        "month",
                        close.month().toString(),
                        "payable",
                        view.payable().toString(),
                        "number",
                        Objects.requireNonNull(view.number()),
                        "hash",
                        sha256));
    }

    /// The document of a closed month's bill, made again from what the database holds. The same as the
    /// stored one.
    String again(UUID organisation, YearMonth month) {
        Months.Close close = months.close(organisation, month).orElseThrow();
        String number = close.number() == null ? numberWithoutSeries(organisation, month) : close.number();
        BillView view = desk.open(organisation, month).closed(number, close.at());
        return document(organisation, view, close);
    }

    private String document(UUID organisation, BillView view, Months.Close close) {
        return bills.document(new BillFile(
                BillFile.FORMAT,
                close.issuer(),
                close.name(),
                bills.previous(organisation, close.month()).orElse(null),
                view,
                facts(organisation, view)));
    }

    /// Debit receivable, credit unbilled and VAT. What leaves `unbilled` is what the ledger has there for the month.
    private void owe(UUID organisation, Bill bill, Months.Close close) {
        Money used = bill.net().minus(bill.subsidy()).plus(bill.adjustments());
        Money unbilled = ledger.balances(organisation, Account.UNBILLED).getOrDefault(close.month(), Money.ZERO);
        if (used.compareTo(unbilled) != 0) {
            throw new IllegalStateException(
                    "the bill of " + close.month() + " has " + used + " before VAT, the ledger " + unbilled);
        }
        List<Posting> postings = new ArrayList<>();
        if (!bill.payable().isZero()) {
            postings.add(Posting.debit(Account.RECEIVABLE, bill.payable()));
        }
        if (!used.isZero()) {
            postings.add(Posting.credit(Account.UNBILLED, used));
        }
        if (!bill.vat().isZero()) {
            postings.add(Posting.credit(Account.VAT_OUTPUT, bill.vat()));
        }
        if (!postings.isEmpty()) {
            ledger.post(List.of(new LedgerTransaction(
                    organisation, "bill:" + close.month(), "bill", null, close.month(), close.by(), postings)));
        }
    }

    /// Of tokens: all facts; of leases: the opening, since signs of life are not kept.
    private List<BillFile.FactsOf> facts(UUID organisation, BillView bill) {
        Map<UUID, Charges.Evidence> ofTokens = charges.evidence(organisation, bill.month());
        List<Charge> billed = charges.of(organisation, bill.month()).stream()
                .filter(charge -> charge.quantity().signum() > 0)
                .sorted(Comparator.comparing(charge -> charge.id().toString()))
                .toList();
        Map<UUID, Lease> held = leases.byId(
                organisation,
                billed.stream()
                        .map(Charge::lease)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        List<BillFile.FactsOf> facts = new ArrayList<>();
        for (Charge charge : billed) {
            Charges.Evidence tokens = ofTokens.get(charge.id());
            Lease lease = charge.lease() == null ? null : held.get(charge.lease());
            if (tokens != null) {
                facts.add(new BillFile.FactsOf(
                        charge.id(), tokens.facts(), tokens.first(), tokens.last(), tokens.sha256()));
            } else if (lease != null && lease.openedFact() != null) {
                UUID opened = lease.openedFact();
                facts.add(new BillFile.FactsOf(
                        charge.id(), 1, opened.toString(), opened.toString(), ClosedBills.sha256(bytes(opened))));
            }
        }
        return facts;
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /// Of bills from before there was a series, e.g. `AQ-202610-9F3A61C2D4E5`: the month, and the organisation by the
    /// hash of its id.
    private static String numberWithoutSeries(UUID organisation, YearMonth month) {
        String hash = ClosedBills.sha256(organisation.toString().getBytes(UTF_8));
        return "AQ-" + month.toString().replace("-", "") + "-"
                + hash.substring(0, 12).toUpperCase(Locale.ROOT);
    }
}
