package dev.aquifer.billing.notice;

import dev.aquifer.billing.api.notice.AddressView;
import dev.aquifer.billing.api.notice.WebhookView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// E-mail addresses and webhooks of the organisation that the transaction is bound to. What is removed stays behind
/// what was sent to it, and gets nothing more.
@ApplicationScoped
class Receivers {

    /// @param token of the link by which the address is confirmed; null for those that never needed one
    record Reader(
            String address,
            String language,
            boolean confirmed,
            @Nullable String token) {
        @Override
        public String toString() {
            return "Reader[address=" + address + ", confirmed=" + confirmed + "]";
        }
    }

    private final Sql sql;
    private final NoticeSettings settings;

    Receivers(Sql sql, NoticeSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    List<AddressView> addresses(UUID organisation) {
        return sql.list(
                "select id, address, language, added_by, added_at, confirmed_at from notice_address where organisation_id = ?"
                        + " and removed_at is null order by id",
                this::address,
                organisation);
    }

    List<WebhookView> webhooks(UUID organisation) {
        return sql.list(
                "select id, url, added_by, added_at from webhook where organisation_id = ? and removed_at is null"
                        + " order by id",
                row -> new WebhookView(
                        Sql.uuid(row, "id"),
                        Sql.text(row, "url"),
                        Sql.text(row, "added_by"),
                        Sql.instant(row, "added_at")),
                organisation);
    }

    /// @return false if it is on the list already
    boolean add(UUID organisation, AddressView address, String token) {
        return sql.update(
                        "insert into notice_address (organisation_id, id, address, language, added_by, added_at, token)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        organisation,
                        address.id(),
                        address.address(),
                        address.language(),
                        address.addedBy(),
                        address.addedAt(),
                        token)
                == 1;
    }

    /// @return false if it is on the list already
    boolean add(UUID organisation, WebhookView webhook, String secret) {
        return sql.update(
                        "insert into webhook (organisation_id, id, url, secret, added_by, added_at)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                        organisation,
                        webhook.id(),
                        webhook.url(),
                        secret,
                        webhook.addedBy(),
                        webhook.addedAt())
                == 1;
    }

    /// @return what it was; empty if there is none
    Optional<String> removeAddress(UUID organisation, UUID id, Instant now) {
        return sql.first(
                "update notice_address set removed_at = ? where organisation_id = ? and id = ? and removed_at is null"
                        + " returning address as was",
                row -> Sql.text(row, "was"),
                now,
                organisation,
                id);
    }

    /// @return what it was; empty if there is none
    Optional<String> removeWebhook(UUID organisation, UUID id, Instant now) {
        return sql.first(
                "update webhook set removed_at = ? where organisation_id = ? and id = ? and removed_at is null"
                        + " returning url as was",
                row -> Sql.text(row, "was"),
                now,
                organisation,
                id);
    }

    /// What signs; empty if the webhook was removed.
    Optional<String> secret(UUID organisation, UUID webhook) {
        return sql.first(
                "select secret from webhook where organisation_id = ? and id = ? and removed_at is null",
                row -> Sql.text(row, "secret"),
                organisation,
                webhook);
    }

    /// Empty if the address was removed.
    Optional<Reader> reader(UUID organisation, UUID address) {
        return sql.first(
                "select address, language, confirmed_at is not null as confirmed, token from notice_address"
                        + " where organisation_id = ? and id = ? and removed_at is null",
                row -> new Reader(
                        Sql.text(row, "address"),
                        Sql.text(row, "language"),
                        row.getBoolean("confirmed"),
                        row.getString("token")),
                organisation,
                address);
    }

    /// Twice is as good as once.
    ///
    /// @param since links that are older do not count @return the address; empty if there is no such link
    Optional<AddressView> confirm(UUID organisation, String token, Instant now, Instant since) {
        return sql.first(
                "update notice_address set confirmed_at = coalesce(confirmed_at, ?) where organisation_id = ? and token = ?"
                        + " and removed_at is null and (confirmed_at is not null or added_at > ?)"
                        + " returning id, address, language, added_by, added_at, confirmed_at",
                this::address,
                now,
                organisation,
                token,
                since);
    }

    /// How many the organisation has added, those that it has removed included.
    long addedSince(UUID organisation, Instant since) {
        return sql.first(
                        "select count(*) as added from notice_address where organisation_id = ? and added_at > ?",
                        row -> row.getLong("added"),
                        organisation,
                        since)
                .orElse(0L);
    }

    /// How often all organisations together have added it. Bound to the jobs' role.
    long addedSince(String address, Instant since) {
        return sql.first(
                        "select count(*) as added from notice_address where lower(address) = lower(?) and added_at > ?",
                        row -> row.getLong("added"),
                        address,
                        since)
                .orElse(0L);
    }

    private AddressView address(ResultSet row) throws SQLException {
        return new AddressView(
                Sql.uuid(row, "id"),
                Sql.text(row, "address"),
                Sql.text(row, "language"),
                settings.mail(),
                Sql.text(row, "added_by"),
                Sql.instant(row, "added_at"),
                Sql.instantOrNull(row, "confirmed_at"));
    }
}
