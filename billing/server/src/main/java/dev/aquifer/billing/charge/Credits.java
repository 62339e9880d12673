package dev.aquifer.billing.charge;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// What credit notes took off charges. Persons write theirs in the room of payments; those that late facts make by
/// themselves are written here. A charge that is rated again still has all of them.
@ApplicationScoped
class Credits {

    private record Credited(UUID charge, Money amount) {}

    private final Sql sql;
    private final Ids ids;

    Credits(Sql sql, Ids ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /// Gives a note without a person.
    ///
    /// @param bill on which it stands, open; @param amount above zero
    /// @return what is to be posted for it
    LedgerTransaction give(Charge charge, YearMonth bill, Money amount, String reason, Instant now) {
        UUID id = ids.next();
        sql.update(
                "insert into credit_note (organisation_id, id, charge_id, month, amount, reason, author, author_name,"
                        + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                charge.organisation(),
                id,
                charge.id(),
                bill,
                amount,
                reason,
                LedgerTransaction.SYSTEM,
                LedgerTransaction.SYSTEM,
                now);
        return LedgerTransaction.of(
                charge.organisation(),
                "credit-note:" + id,
                "credit_note",
                charge.id(),
                bill,
                new Transfer(Account.revenueAdjustment(charge.kindName()), Account.UNBILLED, amount));
    }

    /// Only the notes that no person gave.
    Map<UUID, Money> byItself(UUID organisation, Collection<UUID> charges) {
        return sum(organisation, charges, " and author = '" + LedgerTransaction.SYSTEM + "'");
    }

    /// Charges without a note are missing in the answer.
    Map<UUID, Money> of(UUID organisation, Collection<UUID> charges) {
        return sum(organisation, charges, "");
    }

    private Map<UUID, Money> sum(UUID organisation, Collection<UUID> charges, String which) {
        if (charges.isEmpty()) {
            return Map.of();
        }
        return sql
                .list(
                        "select charge_id, sum(amount) as amount from credit_note"
                                + " where organisation_id = ? and charge_id = any(?)" + which + " group by charge_id",
                        row -> new Credited(Sql.uuid(row, "charge_id"), Sql.money(row, "amount")),
                        organisation,
                        List.copyOf(charges))
                .stream()
                .collect(Collectors.toMap(Credited::charge, Credited::amount));
    }
}
