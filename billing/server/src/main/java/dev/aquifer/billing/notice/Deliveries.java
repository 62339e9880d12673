package dev.aquifer.billing.notice;

import dev.aquifer.billing.api.notice.DeliveryState;
import dev.aquifer.billing.api.notice.DeliveryView;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The queue of what goes out, and the log of what became of it.
@ApplicationScoped
class Deliveries {

    /// One that a worker has taken on.
    record Claimed(UUID organisation, UUID id) {}

    /// Whom it goes to.
    record To(UUID notice, boolean mail, UUID receiver, String address) {}

    private static final String VIEWS =
            "select d.id, d.notice_id, n.kind, d.channel, d.receiver, d.state, d.attempts, d.outcome, d.created_at,"
                    + " d.next_at, d.delivered_at from delivery d join notice n on n.organisation_id = d.organisation_id"
                    + " and n.id = d.notice_id where d.organisation_id = ?";

    private final Sql sql;

    Deliveries(Sql sql) {
        this.sql = sql;
    }

    /// Takes on what is due, one for each organisation; whoever does not report back in time loses it to the next.
    /// Bound to the jobs' role.
    ///
    /// @param full organisations that get none now
    List<Claimed> claim(Instant now, Duration time, int most, List<UUID> full) {
        return sql.list(
                "update delivery d set next_at = ?, attempts = attempts + 1 from (select organisation_id, id from delivery"
                        + " where state = 'WAITING' and (organisation_id, id) in (select distinct on (organisation_id)"
                        + " organisation_id, id from delivery where state = 'WAITING' and next_at <= ?"
                        + " and organisation_id <> all(?::uuid[]) order by organisation_id, next_at, id)"
                        + " order by next_at limit ? for update skip locked) due"
                        + " where d.organisation_id = due.organisation_id and d.id = due.id"
                        + " returning d.organisation_id, d.id",
                row -> new Claimed(Sql.uuid(row, "organisation_id"), Sql.uuid(row, "id")),
                now.plus(time),
                now,
                full,
                most);
    }

    Optional<To> receiver(UUID organisation, UUID id) {
        return sql.first(
                "select notice_id, channel, receiver_id, receiver from delivery where organisation_id = ? and id = ?",
                row -> new To(
                        Sql.uuid(row, "notice_id"),
                        Sql.text(row, "channel").equals("MAIL"),
                        Sql.uuid(row, "receiver_id"),
                        Sql.text(row, "receiver")),
                organisation,
                id);
    }

    Optional<DeliveryView> find(UUID organisation, UUID id) {
        return sql.first(VIEWS + " and d.id = ?", Deliveries::view, organisation, id);
    }

    List<DeliveryView> list(UUID organisation, @Nullable UUID after, int limit) {
        return sql.list(
                VIEWS + " and (?::uuid is null or d.id < ?::uuid) order by d.id desc limit ?",
                Deliveries::view,
                organisation,
                after,
                after,
                limit);
    }

    void delivered(UUID organisation, UUID id, String outcome, Instant now) {
        sql.update(
                "update delivery set state = 'DELIVERED', outcome = ?, next_at = null, delivered_at = ?"
                        + " where organisation_id = ? and id = ?",
                outcome,
                now,
                organisation,
                id);
    }

    /// @param next null: given up
    void failed(UUID organisation, UUID id, String outcome, @Nullable Instant next) {
        sql.update(
                "update delivery set state = ?, outcome = ?, next_at = ? where organisation_id = ? and id = ?"
                        + " and state = 'WAITING'",
                next == null ? DeliveryState.GIVEN_UP : DeliveryState.WAITING,
                outcome,
                next,
                organisation,
                id);
    }

    /// As if it were new.
    void again(UUID organisation, UUID id, Instant now) {
        sql.update(
                "update delivery set state = 'WAITING', attempts = 0, next_at = ?, delivered_at = null"
                        + " where organisation_id = ? and id = ?",
                now,
                organisation,
                id);
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        return new DeliveryView(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "notice_id"),
                NoticeKind.valueOf(Sql.text(row, "kind")),
                Sql.text(row, "channel"),
                Sql.text(row, "receiver"),
                DeliveryState.valueOf(Sql.text(row, "state")),
                row.getInt("attempts"),
                row.getString("outcome"),
                Sql.instant(row, "created_at"),
                Sql.instantOrNull(row, "next_at"),
                Sql.instantOrNull(row, "delivered_at"));
    }
}
