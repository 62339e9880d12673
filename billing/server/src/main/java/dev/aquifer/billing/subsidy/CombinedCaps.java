package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.CapView;
import dev.aquifer.billing.api.subsidy.SetCap;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
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

    /// @return false if there is one from that day already
    boolean add(SetCap cap, String person, String name, Instant now) {
        return sql.update(
                        "insert into combined_cap (valid_from, cap, reasons, set_at, set_by, set_by_name)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict (valid_from) do nothing",
                        ServiceTime.start(cap.from()),
                        cap.cap(),
                        cap.reasons(),
                        now,
                        person,
                        name)
                == 1;
    }

    /// The newest day first.
    List<CapView> views(Instant now) {
        return sql.list(
                "select valid_from, cap, set_at, set_by_name, reasons, valid_from = (select max(c.valid_from)"
                        + " from combined_cap c where c.valid_from <= ?) as in_force from combined_cap"
                        + " order by valid_from desc",
                row -> new CapView(
                        ServiceTime.day(Sql.instant(row, "valid_from")),
                        Grants.plain(Sql.decimal(row, "cap")),
                        row.getBoolean("in_force"),
                        Sql.instantOrNull(row, "set_at"),
                        row.getString("set_by_name"),
                        row.getString("reasons")),
                now);
    }
}
