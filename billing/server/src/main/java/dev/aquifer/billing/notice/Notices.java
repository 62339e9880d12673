package dev.aquifer.billing.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.notice.AddressView;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells an organisation something, inside the running transaction or one of its own: the notice and its ways out are
/// stored with what it is about, or not at all. Sending comes after the commit.
@ApplicationScoped
public class Notices {

    record Notice(UUID organisation, UUID id, NoticeKind kind, Instant at, Map<String, String> parameters) {}

    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};

    private final Sql sql;
    private final Ids ids;
    private final Tenancy tenancy;
    private final NoticeSettings settings;
    private final InstantSource clock;
    private final ObjectMapper json;

    Notices(Sql sql, Ids ids, Tenancy tenancy, NoticeSettings settings, InstantSource clock, ObjectMapper json) {
        this.sql = sql;
        this.ids = ids;
        this.tenancy = tenancy;
        this.settings = settings;
        this.clock = clock;
        this.json = json;
    }

    /// @param parameters of the kind, see [NoticeKind]: amounts and days as the API writes them
    public void tell(UUID organisation, NoticeKind kind, Map<String, String> parameters) {
        tenancy.asOrganisation(organisation, () -> add(organisation, null, kind, parameters));
    }

    /// Tells it only if nothing was ever told under this name, however many ask at the same time.
    ///
    /// @return whether it was told now
    public boolean tellOnce(UUID organisation, String once, NoticeKind kind, Map<String, String> parameters) {
        return tenancy.asOrganisation(
                organisation, () -> add(organisation, once, kind, parameters).isPresent());
    }

    /// Tells that an address was added, and sends the address the link by which it is confirmed.
    void invite(UUID organisation, AddressView address) {
        UUID notice = add(
                        organisation,
                        null,
                        NoticeKind.ADDRESS_ADDED,
                        Map.of("address", address.address(), "by", address.addedBy()))
                .orElseThrow();
        if (settings.mail()) {
            send(
                    organisation,
                    notice,
                    "MAIL",
                    "select id, address as receiver from notice_address where id = ? and organisation_id = ?",
                    address.id());
        }
    }

    /// How many of the kind were told after then.
    long toldSince(UUID organisation, NoticeKind kind, Instant since) {
        return sql.first(
                        "select count(*) as told from notice where organisation_id = ? and kind = ? and at > ?",
                        row -> row.getLong("told"),
                        organisation,
                        kind,
                        since)
                .orElse(0L);
    }

    /// Lets one after the other count and then add, until the transaction ends.
    void oneAtATime(UUID organisation) {
        sql.list(
                "select pg_advisory_xact_lock(hashtextextended('notice ' || ?, 0))",
                row -> true,
                organisation.toString());
    }

    /// The names that begin so and were told.
    public List<String> told(UUID organisation, String beginning) {
        return tenancy.asOrganisation(
                organisation,
                () -> sql.list(
                        "select once from notice where organisation_id = ? and starts_with(once, ?) order by once",
                        row -> Sql.text(row, "once"),
                        organisation,
                        beginning));
    }

    List<Notice> list(UUID organisation, @Nullable UUID after, int limit) {
        return sql.list(
                "select organisation_id, id, kind, at, parameters from notice where organisation_id = ?"
                        + " and (?::uuid is null or id < ?::uuid) order by id desc limit ?",
                this::read,
                organisation,
                after,
                after,
                limit);
    }

    Optional<Notice> find(UUID organisation, UUID id) {
        return sql.first(
                "select organisation_id, id, kind, at, parameters from notice where organisation_id = ? and id = ?",
                this::read,
                organisation,
                id);
    }

    /// Up to which notice the person has read; the smallest id if none.
    UUID readThrough(UUID organisation, String person) {
        return sql.first(
                        "select through from notice_read where organisation_id = ? and person = ?",
                        row -> Sql.uuid(row, "through"),
                        organisation,
                        person)
                .orElse(new UUID(0, 0));
    }

    long unread(UUID organisation, String person) {
        return sql.first(
                        "select count(*) as unread from notice where organisation_id = ? and id > ?",
                        row -> row.getLong("unread"),
                        organisation,
                        readThrough(organisation, person))
                .orElse(0L);
    }

    void read(UUID organisation, String person, UUID through) {
        sql.update(
                "insert into notice_read (organisation_id, person, through) values (?, ?, ?)"
                        + " on conflict (organisation_id, person) do update"
                        + " set through = greatest(notice_read.through, excluded.through)",
                organisation,
                person,
                through);
    }

    /// @return its id; empty if it was told before
    private Optional<UUID> add(
            UUID organisation, @Nullable String once, NoticeKind kind, Map<String, String> parameters) {
        UUID id = ids.next();
        Instant now = clock.instant();
        boolean told = sql.update(
                        "insert into notice (organisation_id, id, kind, at, once, parameters) values (?, ?, ?, ?, ?, ?::jsonb)"
                                + " on conflict (organisation_id, once) do nothing",
                        organisation,
                        id,
                        kind,
                        now,
                        once,
                        written(parameters))
                == 1;
        if (told) {
            if (settings.mail()) {
                send(
                        organisation,
                        id,
                        "MAIL",
                        "select id, address as receiver from notice_address where removed_at is null"
                                + " and confirmed_at is not null and organisation_id = ? order by id");
            }
            send(
                    organisation,
                    id,
                    "WEBHOOK",
                    "select id, url as receiver from webhook where removed_at is null and organisation_id = ? order by id");
        }
        return told ? Optional.of(id) : Optional.empty();
    }

    /// @param receivers a query whose last parameter is the organisation
    private void send(UUID organisation, UUID notice, String channel, String receivers, Object... parameters) {
        Instant now = clock.instant();
        List<@Nullable Object[]> rows = sql.list(
                receivers,
                row -> new @Nullable Object[] {
                    organisation, ids.next(), notice, channel, Sql.uuid(row, "id"), Sql.text(row, "receiver"), now, now
                },
                Stream.concat(Arrays.stream(parameters), Stream.of(organisation))
                        .toArray());
        sql.batch(
                "insert into delivery (organisation_id, id, notice_id, channel, receiver_id, receiver, state, attempts,"
                        + " created_at, next_at) values (?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, ?)",
                rows);
    }

    private Notice read(ResultSet row) throws SQLException {
        try {
            return new Notice(
                    Sql.uuid(row, "organisation_id"),
                    Sql.uuid(row, "id"),
                    NoticeKind.valueOf(Sql.text(row, "kind")),
                    Sql.instant(row, "at"),
                    json.readValue(Sql.text(row, "parameters"), PARAMETERS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored notice cannot be read", e);
        }
    }

    private String written(Map<String, String> parameters) {
        try {
            return json.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice cannot be written as JSON", e);
        }
    }
}
