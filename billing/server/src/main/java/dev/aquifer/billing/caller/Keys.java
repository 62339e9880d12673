package dev.aquifer.billing.caller;

import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Billing's copy of the API keys, as `keys.v1` last said. Their secrets are known to nobody but their holders.
@ApplicationScoped
public class Keys {

    private final Sql sql;
    private final Tenancy tenancy;

    Keys(Sql sql, Tenancy tenancy) {
        this.sql = sql;
        this.tenancy = tenancy;
    }

    /// Stores a key as it is now. What was revoked once stays so.
    public void save(KeyChanged now) {
        List<String> scopes = Arrays.stream(KeyScope.values())
                .filter(now::may)
                .map(KeyScope::toString)
                .toList();
        tenancy.asOrganisation(
                now.organisation(),
                () -> sql.update(
                        "insert into api_key (organisation_id, api_key_id, name, sha256, scopes, expires_at, revoked_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict (organisation_id, api_key_id) do update set"
                                + " name = excluded.name, sha256 = excluded.sha256, scopes = excluded.scopes,"
                                + " expires_at = excluded.expires_at,"
                                + " revoked_at = coalesce(api_key.revoked_at, excluded.revoked_at)",
                        now.organisation(),
                        now.key(),
                        now.name(),
                        now.sha256(),
                        scopes,
                        now.expiresAt(),
                        now.revokedAt()));
    }

    /// Forgets a key that the topic has dropped.
    public void gone(UUID key) {
        List<UUID> owners = tenancy.asJobs(() -> sql.list(
                "select organisation_id from api_key where api_key_id = ?",
                row -> Sql.uuid(row, "organisation_id"),
                key));
        tenancy.asEach(
                owners,
                owner -> sql.update("delete from api_key where organisation_id = ? and api_key_id = ?", owner, key));
    }

    /// The key with this hash if it is neither revoked nor expired, whosever it is.
    Optional<ActingKey> good(String sha256, Instant now) {
        return tenancy.asJobs(() -> sql.first(
                "select organisation_id, api_key_id, name, array_to_string(scopes, ' ') as scopes from api_key"
                        + " where sha256 = ? and revoked_at is null and expires_at > ?",
                row -> {
                    UUID id = Sql.uuid(row, "api_key_id");
                    return new ActingKey(
                            id,
                            Sql.uuid(row, "organisation_id"),
                            Objects.requireNonNullElse(row.getString("name"), "key " + id),
                            scopes(Sql.text(row, "scopes")));
                },
                sha256,
                now));
    }

    private static Set<KeyScope> scopes(String text) {
        return Arrays.stream(text.split(" ", -1)).map(KeyScope::of).collect(Collectors.toSet());
    }
}
