package dev.aquifer.billing.caller;

import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.OrganisationChanged.Member;
import dev.aquifer.platform.api.organisation.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Billing's copy of the organisations and their members, as `organisations.v1` last said.
@ApplicationScoped
public class Organisations {

    /// An organisation that billing has not seen before; told inside the transaction that stores it.
    public record Appeared(UUID organisation) {}

    private final Sql sql;
    private final Tenancy tenancy;
    private final InstantSource clock;
    private final Event<Appeared> appeared;

    Organisations(Sql sql, Tenancy tenancy, InstantSource clock, Event<Appeared> appeared) {
        this.sql = sql;
        this.tenancy = tenancy;
        this.clock = clock;
        this.appeared = appeared;
    }

    /// The person's role in the organisation that the transaction is bound to.
    public Optional<Role> roleOf(UUID organisation, String person) {
        return sql.first(
                "select role from member where organisation_id = ? and person = ?",
                row -> Role.valueOf(Sql.text(row, "role")),
                organisation,
                person);
    }

    /// The organisation's name, for those who may see it under the present binding.
    public Optional<String> name(UUID organisation) {
        return sql.first(
                "select name from organisation where organisation_id = ?", row -> Sql.text(row, "name"), organisation);
    }

    public boolean known(UUID organisation) {
        return tenancy.asOrganisation(organisation, () -> name(organisation).isPresent());
    }

    /// Those of the organisations that there are, each with the instant at which it was deleted, if it was.
    public Map<UUID, Optional<Instant>> known(Collection<UUID> organisations) {
        Map<UUID, Optional<Instant>> known = new HashMap<>();
        tenancy.asJobs(() -> sql.list(
                "select organisation_id, gone_at from organisation where organisation_id = any(?::uuid[])",
                row -> known.put(
                        Sql.uuid(row, "organisation_id"), Optional.ofNullable(Sql.instantOrNull(row, "gone_at"))),
                List.copyOf(organisations)));
        return known;
    }

    /// Keeps in mind that an organisation was deleted; the first time counts.
    public void gone(UUID organisation, Instant at) {
        tenancy.asOrganisation(
                organisation,
                () -> sql.update(
                        "update organisation set gone_at = ? where organisation_id = ? and gone_at is null",
                        at,
                        organisation));
    }

    /// Ids of all organisations, oldest first.
    public List<UUID> all() {
        return tenancy.asJobs(() -> sql.list(
                "select organisation_id from organisation order by organisation_id",
                row -> Sql.uuid(row, "organisation_id")));
    }

    /// The names of all organisations by their ids.
    public Map<UUID, String> names() {
        record Named(UUID id, String name) {}
        return tenancy.asJobs(() -> sql
                .list(
                        "select organisation_id, name from organisation",
                        row -> new Named(Sql.uuid(row, "organisation_id"), Sql.text(row, "name")))
                .stream()
                .collect(Collectors.toMap(Named::id, Named::name)));
    }

    /// Stores an organisation as it is now, members and all.
    public void save(OrganisationChanged now) {
        UUID organisation = now.organisation();
        tenancy.asOrganisation(organisation, () -> {
            boolean isNew = sql.update(
                            "insert into organisation (organisation_id, name, slug, seen_at) values (?, ?, ?, ?)"
                                    + " on conflict (organisation_id) do nothing",
                            organisation,
                            now.name(),
                            now.slug(),
                            clock.instant())
                    == 1;
            if (!isNew) {
                sql.update(
                        "update organisation set name = ?, slug = ?, gone_at = null where organisation_id = ?",
                        now.name(),
                        now.slug(),
                        organisation);
            }
            sql.update(
                    "delete from member where organisation_id = ? and not (person = any(?::text[]))",
                    organisation,
                    now.members().stream().map(Member::person).toList());
            for (Member member : now.members()) {
                sql.update(
                        "insert into member (organisation_id, person, role) values (?, ?, ?)"
                                + " on conflict (organisation_id, person) do update set role = excluded.role",
                        organisation,
                        member.person(),
                        member.role());
            }
            if (isNew) {
                appeared.fire(new Appeared(organisation));
            }
        });
    }
}
