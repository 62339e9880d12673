package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// What credit notes took off charges. Payment writes the notes; a charge that is rated again still has them.
@ApplicationScoped
class Credits {

    private record Credited(UUID charge, Money amount) {}

    private final Sql sql;

    Credits(Sql sql) {
        this.sql = sql;
    }

    /// Charges without a note are missing in the answer.
    Map<UUID, Money> of(UUID organisation, Collection<UUID> charges) {
        if (charges.isEmpty()) {
            return Map.of();
        }
        return sql
                .list(
                        "select charge_id, sum(amount) as amount from credit_note"
                                + " where organisation_id = ? and charge_id = any(?) group by charge_id",
                        row -> new Credited(Sql.uuid(row, "charge_id"), Sql.money(row, "amount")),
                        organisation,
                        List.copyOf(charges))
                .stream()
                .collect(Collectors.toMap(Credited::charge, Credited::amount));
    }
}
