package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes what an operation of the rules did: shares as they stand, accruals and adjustments as entries, and their
/// postings in the ledger.
@ApplicationScoped
class OutcomeWriter {
    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final Ledger ledger;
    private final ChargeBases bases;
    private final ClaimLines claims;

    OutcomeWriter(Sql sql, Ids ids, InstantSource clock, Ledger ledger, ChargeBases bases, ClaimLines claims) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.ledger = ledger;
        this.bases = bases;
        this.claims = claims;
    }

    /// An entry to be written.
    private record Entry(
            UUID id,
            Movement movement,
            YearMonth month,
            @Nullable UUID claim) {}

    /// @param bill on which a line's movements stand, @param settled the claim that shortfalls are of; null elsewhere
    void write(
            UUID organisation,
            List<Held> held,
            Outcome outcome,
            Function<Line, YearMonth> bill,
            @Nullable UUID settled) {
        var now = clock.instant();
        bases.save(organisation, outcome.touched(), now);
        var months = outcome.touched().stream()
                .collect(Collectors.toMap(line -> line.charge().charge(), bill));
        Map<UUID, Programme> programmes = new HashMap<>();
        held.forEach(each -> programmes.put(each.programme().id(), each.programme()));
        var entries = new ArrayList<Entry>();
        for (var movement : outcome.movements()) {
            var month = Objects.requireNonNull(months.get(movement.charge()));
            if (movement.kind() == Movement.Kind.CLAIMED) {
                claims.shrink(organisation, movement)
                        .forEach((claim, amount) ->
                                entries.add(new Entry(ids.next(), movement.of(amount), month, claim)));
            } else {
                entries.add(new Entry(ids.next(), movement, month, settled));
            }
        }
        accruals(organisation, entries, now);
        adjustments(organisation, entries, programmes, now);
        ledger.post(entries.stream()
                .flatMap(entry -> transfer(entry.movement(), programmes).stream()
                        .map(transfer -> LedgerTransaction.of(
                                organisation,
                                "accrual:" + entry.id(),
                                cause(entry.movement().kind()),
                                entry.movement().charge(),
                                entry.month(),
                                transfer)))
                .toList());
    }

    private void accruals(UUID organisation, List<Entry> entries, Instant now) {
        sql.batch(
                "insert into accrual (organisation_id, id, charge_id, programme_id, grant_id, version_id, amount,"
                        + " reason, kind, claim_id, month, posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries.stream()
                        .map(entry -> new @Nullable Object[] {
                            organisation,
                            entry.id(),
                            entry.movement().charge(),
                            entry.movement().programme(),
                            entry.movement().grant(),
                            entry.movement().version(),
                            entry.movement().amount(),
                            entry.movement().reason(),
                            switch (entry.movement().kind()) {
                                case ACCRUAL, CLAIMED -> "ACCRUAL";
                                case SHORTFALL -> "SHORTFALL";
                                case CLAWBACK -> "CLAWBACK";
                            },
                            entry.claim(),
                            entry.month(),
                            now
                        })
                        .toList());
    }

    private void adjustments(UUID organisation, List<Entry> entries, Map<UUID, Programme> programmes, Instant now) {
        sql.batch(
                "insert into adjustment (organisation_id, id, kind, charge_id, programme_id, grant_id, claim_id,"
                        + " amount, month, posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries.stream()
                        .filter(entry -> adjusts(entry.movement(), programmes))
                        .map(entry -> new @Nullable Object[] {
                            organisation,
                            entry.id(),
                            entry.movement().kind(),
                            entry.movement().charge(),
                            entry.movement().programme(),
                            entry.movement().grant(),
                            entry.claim(),
                            entry.movement().amount().negated(),
                            entry.month(),
                            now
                        })
                        .toList());
    }

    private static boolean adjusts(Movement movement, Map<UUID, Programme> programmes) {
        var programme = Objects.requireNonNull(programmes.get(movement.programme()));
        return programme.deducts()
                && switch (movement.kind()) {
                    case ACCRUAL, CLAIMED -> false;
                    case SHORTFALL -> programme.bearer() == Programme.Bearer.ORGANISATION;
                    case CLAWBACK -> true;
                };
    }

    /// Account by account as in the chart of accounts; a negative amount goes the other way. What a REIMBURSE
    /// programme takes back of what it paid is between it and the organisation.
    private static List<Transfer> transfer(Movement movement, Map<UUID, Programme> programmes) {
        var programme = Objects.requireNonNull(programmes.get(movement.programme()));
        var amount = movement.amount();
        if (!programme.deducts()) {
            return movement.kind() == Movement.Kind.CLAWBACK
                    ? List.of()
                    : List.of(new Transfer(Account.memoExpected(programme.id()), Account.memoContra(), amount));
        }
        return List.of(
                switch (movement.kind()) {
                    case ACCRUAL -> new Transfer(Account.subsidyAccrued(programme.id()), Account.UNBILLED, amount);
                    case CLAIMED -> new Transfer(Account.subsidyClaimed(programme.id()), Account.UNBILLED, amount);
                    case SHORTFALL ->
                        new Transfer(
                                Account.subsidyClaimed(programme.id()),
                                programme.bearer() == Programme.Bearer.ORGANISATION
                                        ? Account.UNBILLED
                                        : Account.SUBSIDY_SHORTFALL,
                                amount);
                    case CLAWBACK -> new Transfer(Account.programmeRepayable(programme.id()), Account.UNBILLED, amount);
                });
    }

    private static String cause(Movement.Kind kind) {
        return switch (kind) {
            case ACCRUAL -> "accrual";
            case SHORTFALL -> "settlement";
            case CLAIMED, CLAWBACK -> "clawback";
        };
    }
}
