package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;

/// The platform's setting of the combined cap, with its dates.
@ApplicationScoped
class CombinedCaps {
    private final Sql sql;

    CombinedCaps(Sql sql) {
        this.sql = sql;
    }

    CombinedCap all() {
        return new CombinedCap(sql
                .list(
                        "select valid_from, cap from combined_cap",
                        row -> Map.entry(Sql.instant(row, "valid_from"), Sql.decimal(row, "cap")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
