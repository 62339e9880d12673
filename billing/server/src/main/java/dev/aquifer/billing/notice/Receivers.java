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

/// E-mail addresses and webhooks of the organisation that the transaction is bound to. What is removed stays behind
/// what was sent to it, and gets nothing more.
@ApplicationScoped
class Receivers {

    private final Sql sql;
    private final NoticeSettings settings;

    Receivers(Sql sql, NoticeSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    List<AddressView> addresses(UUID organisation) {
        return sql.list(
                "select id, address, language, added_by, added_at from notice_address where organisation_id = ?"
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
    boolean add(UUID organisation, AddressView address) {
        return sql.update(
                        "insert into notice_address (organisation_id, id, address, language, added_by, added_at)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                        organisation,
                        address.id(),
                        address.address(),
                        address.language(),
                        address.addedBy(),
                        address.addedAt())
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
    Optional<String> language(UUID organisation, UUID address) {
        return sql.first(
                "select language from notice_address where organisation_id = ? and id = ? and removed_at is null",
                row -> Sql.text(row, "language"),
                organisation,
                address);
    }

    private AddressView address(ResultSet row) throws SQLException {
        return new AddressView(
                Sql.uuid(row, "id"),
                Sql.text(row, "address"),
                Sql.text(row, "language"),
                settings.mail(),
                Sql.text(row, "added_by"),
                Sql.instant(row, "added_at"));
    }
}
