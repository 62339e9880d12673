package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.usage.LabelView;
import dev.aquifer.billing.api.usage.Labelled;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The labels of the organisation that the transaction is bound to.
@ApplicationScoped
class Labels {

    /// All labels, for looking up many.
    record Known(Map<UUID, String> keys, Map<UUID, String> deployments) {

        static final Known NONE = new Known(Map.of(), Map.of());

        /// A key says more about who used something than the deployment does.
        @Nullable String of(@Nullable UUID key, @Nullable UUID deployment) {
            String label = key == null ? null : keys.get(key);
            return label != null || deployment == null ? label : deployments.get(deployment);
        }
    }

    private final Sql sql;

    Labels(Sql sql) {
        this.sql = sql;
    }

    List<LabelView> all(UUID organisation) {
        return sql.list(
                "select kind, subject, label, changed_at from usage_label where organisation_id = ?"
                        + " order by label, kind, subject",
                row -> new LabelView(
                        Labelled.valueOf(Sql.text(row, "kind")),
                        Sql.uuid(row, "subject"),
                        Sql.text(row, "label"),
                        Sql.instant(row, "changed_at")),
                organisation);
    }

    Known known(UUID organisation) {
        Map<UUID, String> keys = new HashMap<>();
        Map<UUID, String> deployments = new HashMap<>();
        for (LabelView label : all(organisation)) {
            (label.kind() == Labelled.KEY ? keys : deployments).put(label.subject(), label.label());
        }
        return new Known(keys, deployments);
    }

    void set(UUID organisation, LabelView label) {
        sql.update(
                "insert into usage_label (organisation_id, kind, subject, label, changed_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (organisation_id, kind, subject) do update set label = excluded.label,"
                        + " changed_at = excluded.changed_at",
                organisation,
                label.kind(),
                label.subject(),
                label.label(),
                label.changedAt());
    }

    /// @return whether there was one
    boolean remove(UUID organisation, Labelled kind, UUID subject) {
        return sql.update(
                        "delete from usage_label where organisation_id = ? and kind = ? and subject = ?",
                        organisation,
                        kind,
                        subject)
                == 1;
    }
}
