package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeDetail;
import dev.aquifer.billing.api.bill.FactView;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.api.bill.UsageSummary;
import dev.aquifer.billing.api.payment.CreditNoteView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.charge.Charges;
import dev.aquifer.billing.charge.Lease;
import dev.aquifer.billing.charge.Leases;
import dev.aquifer.billing.charge.UsageDays;
import dev.aquifer.billing.export.Statement;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.MonthSettings;
import dev.aquifer.billing.month.Months;
import dev.aquifer.billing.payment.CreditNotes;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.subsidy.Accruals;
import dev.aquifer.billing.subsidy.Accrued;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes open bills from charges and accruals, reads closed ones; opens every figure down to the facts. Runs in the
/// caller's transaction, bound to the organisation.
@ApplicationScoped
class BillDesk {

    private static final int DAYS_SHOWN = 30;

    private final Charges charges;
    private final Leases leases;
    private final UsageDays usageDays;
    private final Requests requests;
    private final Accruals accruals;
    private final Ledger ledger;
    private final PriceBooks books;
    private final Months months;
    private final MonthSettings settings;
    private final ClosedBills closed;
    private final CreditNotes notes;
    private final Organisations organisations;
    private final InstantSource clock;

    BillDesk(
            Charges charges,
            Leases leases,
            UsageDays usageDays,
            Requests requests,
            Accruals accruals,
            Ledger ledger,
            PriceBooks books,
            Months months,
            MonthSettings settings,
            ClosedBills closed,
            CreditNotes notes,
            Organisations organisations,
            InstantSource clock) {
        this.charges = charges;
        this.leases = leases;
        this.usageDays = usageDays;
        this.requests = requests;
        this.accruals = accruals;
        this.ledger = ledger;
        this.books = books;
        this.months = months;
        this.settings = settings;
        this.closed = closed;
        this.notes = notes;
        this.organisations = organisations;
        this.clock = clock;
    }

    YearMonth running() {
        return months.running();
    }

    /// The months that have a bill, and the running one, newest first.
    List<BillSummary> all(UUID organisation) {
        Map<YearMonth, BillSummary> frozen = closed.summaries(organisation).stream()
                .collect(Collectors.toMap(BillSummary::month, Function.identity()));
        Months.Closed through = months.closed(organisation);
        return Stream.of(Stream.of(running()), months(organisation).stream(), frozen.keySet().stream())
                .flatMap(Function.identity())
                .distinct()
                .filter(month -> frozen.containsKey(month) || !through.has(month))
                .sorted(Comparator.reverseOrder())
                .map(month -> frozen.containsKey(month)
                        ? Objects.requireNonNull(frozen.get(month))
                        : open(organisation, month).summary())
                .toList();
    }

    /// The months on whose bills anything stands, oldest first.
    List<YearMonth> months(UUID organisation) {
        return Stream.of(charges.months(organisation), accruals.months(organisation), notes.months(organisation))
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /// Empty if the organisation has no bill of that month. A closed one comes from its stored document; whether its
    /// subsidies are paid by now is added.
    Optional<BillView> find(UUID organisation, YearMonth month) {
        return statement(organisation, month).map(Statement::bill);
    }

    /// The bill with the names that stand on it.
    Optional<Statement> statement(UUID organisation, YearMonth month) {
        Optional<Statement> frozen = closed.find(organisation, month).map(stored -> {
            BillFile file = closed.read(stored);
            return new Statement(file.issuer(), file.organisationName(), asOfNow(file.bill(), stored.sha256()));
        });
        if (frozen.isPresent()) {
            return frozen;
        }
        boolean there = !months.closed(organisation, month)
                && (month.equals(running()) || months(organisation).contains(month));
        return there
                ? Optional.of(new Statement(
                        settings.issuer(),
                        organisations.name(organisation).orElse(""),
                        open(organisation, month).view()))
                : Optional.empty();
    }

    /// Each subsidy with its state by now.
    private List<BilledSubsidy> asOfNow(BillView bill) {
        record Which(UUID charge, UUID grant) {}
        if (bill.subsidies().isEmpty()) {
            return List.of();
        }
        Map<Which, String> states = accruals.lines(bill.organisation(), bill.month()).stream()
                .collect(Collectors.toMap(
                        line -> new Which(line.charge(), line.grant()), SubsidyLine::state, (first, _) -> first));
        return bill.subsidies().stream()
                .map(line -> line.in(states.get(new Which(line.charge(), line.grant()))))
                .toList();
    }

    private BillView asOfNow(BillView bill, String sha256) {
        boolean provisional = bill.subsidyProvisional()
                && accruals
                        .accruedOn(bill.subsidies().stream()
                                .map(BilledSubsidy::charge)
                                .distinct()
                                .toList())
                        .values()
                        .stream()
                        .anyMatch(Accrued::provisional);
        return new BillView(
                bill.organisation(),
                bill.month(),
                bill.state(),
                bill.number(),
                bill.closedAt(),
                sha256,
                bill.countedThrough(),
                bill.currency(),
                bill.vatRate(),
                bill.net(),
                bill.vat(),
                bill.subsidy(),
                bill.adjustments(),
                bill.payable(),
                provisional,
                bill.groups(),
                bill.credits(),
                asOfNow(bill),
                bill.corrections());
    }

    Optional<ChargeDetail> charge(UUID organisation, UUID id) {
        return charges.find(organisation, id)
                .flatMap(charge -> find(organisation, charge.month())
                        .flatMap(bill -> bill.groups().stream()
                                .flatMap(group -> group.charges().stream())
                                .filter(line -> line.id().equals(id))
                                .findFirst())
                        .map(line -> new ChargeDetail(
                                line,
                                Arithmetic.of(charge),
                                accruals.of(id),
                                ledger.of(organisation, id),
                                switch (charge.kind()) {
                                    case LEASE -> leaseFacts(charge).size();
                                    case TOKENS, STORAGE, FEE -> charges.countParts(organisation, id);
                                })));
    }

    /// Oldest first; empty if there is no such charge.
    Optional<List<FactView>> facts(UUID organisation, UUID id, @Nullable UUID after, int limit) {
        return charges.find(organisation, id).map(charge -> switch (charge.kind()) {
            case LEASE ->
                leaseFacts(charge).stream()
                        .dropWhile(fact -> after != null && fact.id().toString().compareTo(after.toString()) <= 0)
                        .limit(limit)
                        .toList();
            case TOKENS, STORAGE, FEE ->
                charges.parts(organisation, id, after, limit).stream()
                        .map(part -> new FactView(
                                part.fact(),
                                part.type(),
                                part.at(),
                                part.recordedAt(),
                                charge.shown(part.quantity()),
                                part.request()))
                        .toList();
        });
    }

    UsageSummary usage(UUID organisation) {
        Instant now = clock.instant();
        YearMonth month = running();
        LocalDate today = ServiceTime.day(now);
        UsageDays.Totals totals = usageDays.between(
                organisation, month.atDay(1), month.plusMonths(1).atDay(1));
        Bill bill = open(organisation, month);
        return new UsageSummary(
                totals.requests(),
                totals.keyRequests(),
                totals.inputTokens(),
                totals.outputTokens(),
                bill.net(),
                bill.subsidy(),
                bill.payable(),
                requests.firstTokenP95Millis(organisation, now.minus(Duration.ofHours(24))),
                days(organisation, today));
    }

    /// The last thirty days, those without use too.
    private List<UsageSummary.Day> days(UUID organisation, LocalDate today) {
        LocalDate first = today.minusDays(DAYS_SHOWN - 1L);
        List<UsageSummary.Day> used = usageDays.since(organisation, first);
        return first.datesUntil(today.plusDays(1))
                .map(day -> used.stream()
                        .filter(one -> one.day().equals(day))
                        .findFirst()
                        .orElse(new UsageSummary.Day(day, 0, 0, 0)))
                .toList();
    }

    /// The bill as what is posted by now makes it.
    Bill open(UUID organisation, YearMonth month) {
        BillParts parts = parts(organisation, month);
        Instant counted = parts.charges().stream()
                .map(Charge::changedAt)
                .max(Comparator.naturalOrder())
                .orElse(ServiceTime.start(month));
        return Bill.of(organisation, month, counted, vatRate(month), parts);
    }

    private BillParts parts(UUID organisation, YearMonth month) {
        List<Charge> ofMonth = charges.of(organisation, month);
        List<SubsidyLine> subsidies = accruals.lines(organisation, month);
        List<BillParts.Credit> credits = credits(organisation, month);
        List<UUID> touched = Stream.of(
                        ofMonth.stream().map(Charge::id),
                        subsidies.stream().map(SubsidyLine::charge),
                        credits.stream().map(BillParts.Credit::charge))
                .flatMap(Function.identity())
                .distinct()
                .toList();
        return new BillParts(
                ofMonth, accruals.accruedOn(touched), credits, subsidies, accruals.adjustments(organisation, month));
    }

    /// What late facts gave back of one fee is one line, however many batches they came in.
    private List<BillParts.Credit> credits(UUID organisation, YearMonth month) {
        Map<UUID, BillParts.Credit> lines = new TreeMap<>(Comparator.comparing(UUID::toString));
        Set<UUID> byItself = notes.byItself(organisation, month);
        for (CreditNoteView note : notes.of(organisation, month)) {
            Charge charge = charges.find(organisation, note.charge()).orElseThrow();
            UUID id = byItself.contains(note.id()) ? charge.correctionOn(month) : note.id();
            lines.merge(
                    id,
                    new BillParts.Credit(
                            id, note.charge(), note.amount(), note.reason(), ServiceTime.month(charge.day())),
                    BillParts.Credit::plus);
        }
        return List.copyOf(lines.values());
    }

    private BigDecimal vatRate(YearMonth month) {
        return books.all()
                .at(ServiceTime.start(month))
                .map(PriceBook::vatRate)
                .orElseThrow(() -> new IllegalStateException("no price book in force in " + month));
    }

    /// What a lease's charge was made from: its opening, and its end or else its last sign of life. The whole
    /// quantity stands with the latter, since only it says how long the lease ran.
    private List<FactView> leaseFacts(Charge charge) {
        UUID id = charge.lease();
        Lease lease = id == null ? null : leases.find(charge.organisation(), id).orElse(null);
        if (lease == null) {
            return List.of();
        }
        List<FactView> facts = new ArrayList<>();
        LeaseOpened opened = lease.opened();
        if (opened != null && lease.openedFact() != null) {
            facts.add(fact(lease.openedFact(), LeaseOpened.TYPE, opened.from(), charge, BigDecimal.ZERO));
        }
        if (lease.closedFact() != null && lease.closedAt() != null) {
            facts.add(fact(lease.closedFact(), LeaseClosed.TYPE, lease.closedAt(), charge, charge.quantity()));
        } else if (lease.watermarkFact() != null && lease.alive() != null) {
            facts.add(fact(lease.watermarkFact(), LeaseWatermark.TYPE, lease.alive(), charge, charge.quantity()));
        }
        return facts;
    }

    private static FactView fact(UUID id, String type, Instant at, Charge charge, BigDecimal quantity) {
        return new FactView(id, type, at, charge.changedAt(), quantity, null);
    }
}
