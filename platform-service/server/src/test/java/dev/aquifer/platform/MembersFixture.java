package dev.aquifer.platform;

import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.caller.Tenancy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.Session;

/// Puts members into an organisation, as an invitation will.
@ApplicationScoped
public class MembersFixture {
    @Inject
    Tenancy tenancy;

    @Inject
    Session session;

    public void add(UUID organisation, String person, Role role) {
        tenancy.asOrganisation(organisation, () -> {
            session.createNativeMutationQuery("""
                            insert into member (organisation_id, member_id, person, name, email, role, since)
                            values (:organisation, :id, :person, :person, :email, :role, :since)
                            """)
                    .setParameter("organisation", organisation)
                    .setParameter("id", UUID.randomUUID())
                    .setParameter("person", person)
                    .setParameter("email", person + "@example.com")
                    .setParameter("role", role.name())
                    .setParameter("since", Instant.now())
                    .executeUpdate();
        });
    }
}
