package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.organisation.MemberView;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A person's membership of one organisation.
@Entity
@Table(name = "member")
class Member {
    @Id
    @Column(name = "member_id")
    private UUID id;

    @Column(name = "organisation_id")
    private UUID organisation;

    private String person;
    private String name;
    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant since;

    protected Member() {}

    /// Who joins, as the person's token says.
    record Person(String subject, String name, String email) {}

    Member(UUID id, UUID organisation, Person person, Role role, Instant since) {
        this.id = id;
        this.organisation = organisation;
        this.person = person.subject();
        this.name = person.name();
        this.email = person.email();
        this.role = role;
        this.since = since;
    }

    UUID organisation() {
        return organisation;
    }

    String person() {
        return person;
    }

    Role role() {
        return role;
    }

    void become(Role role) {
        this.role = role;
    }

    MemberView view() {
        return new MemberView(person, name, email, role, since);
    }

    OrganisationChanged.Member fact() {
        return new OrganisationChanged.Member(person, role);
    }
}
