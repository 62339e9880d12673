package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The memberships; every query names its organisation, but for the one that asks for a person's own (jobs' role).
@ApplicationScoped
class Members implements PanacheRepositoryBase<Member, UUID> {
    Optional<Member> find(UUID organisation, String person) {
        return find("organisation = ?1 and person = ?2", organisation, person).firstResultOptional();
    }

    List<Member> of(UUID organisation) {
        return list("organisation = ?1 order by name, person", organisation);
    }

    long owners(UUID organisation) {
        return count("organisation = ?1 and role = ?2", organisation, Role.OWNER);
    }

    List<Member> membershipsOf(String person) {
        return list("person = ?1 order by id", person);
    }
}
