package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.bill.ChargeDetail;
import dev.aquifer.billing.api.bill.FactView;
import dev.aquifer.billing.api.bill.UsageSummary;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.charge.Charges;
import dev.aquifer.billing.charge.Lease;
import dev.aquifer.billing.charge.Leases;
import dev.aquifer.billing.charge.UsageDays;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.subsidy.Accruals;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes bills from charges and accruals; opens every figure down to the facts. Runs in the caller's transaction,
/// bound to the organisation.
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
    private final InstantSource clock;

    BillDesk(
            Charges charges,
            Leases leases,
            UsageDays usageDays,
            Requests requests,
            Accruals accruals,
            Ledger ledger,
            PriceBooks books,
            InstantSource clock) {
        this.charges = charges;
        this.leases = leases;
        this.usageDays = usageDays;
        this.requests = requests;
        this.accruals = accruals;
        this.ledger = ledger;
        this.books = books;
        this.clock = clock;
    }

    YearMonth running() {
        return ServiceTime.month(clock.instant());
    }

    /// The months that have charges, and the running one, newest first.
    List<Bill> all(UUID organisation) {
        return Stream.concat(Stream.of(running()), charges.months(organisation).stream())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(month -> bill(organisation, month))
                .toList();
    }

    /// Empty if the organisation has no such month.
    Optional<Bill> find(UUID organisation, YearMonth month) {
        return month.equals(running()) || charges.months(organisation).contains(month)
                ? Optional.of(bill(organisation, month))
                : Optional.empty();
    }

    Optional<ChargeDetail> charge(UUID organisation, UUID id) {
        return charges.find(organisation, id)
                .flatMap(charge -> bill(organisation, charge.month()).lines().stream()
                        .filter(line -> line.charge().id().equals(id))
                        .findFirst()
                        .map(line -> new ChargeDetail(
                                line.view(),
                                Arithmetic.of(line.charge()),
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
                                part.quantity(),
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
        Bill bill = bill(organisation, month);
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

    private Bill bill(UUID organisation, YearMonth month) {
        List<Charge> ofMonth = charges.of(organisation, month);
        return Bill.of(
                organisation,
                month,
                ofMonth.stream()
                        .map(Charge::changedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(ServiceTime.start(month)),
                vatRate(month),
                ofMonth,
                accruals.accruedOn(ofMonth.stream().map(Charge::id).toList()));
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
