package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.caller.ActingKey;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Looks up, before any resource runs, whether the person is a member of the organisation that the header names, and
/// puts it into `Caller`. A foreign organisation and one that does not exist are both 404. A key needs no header: it
/// acts in its own organisation, as a developer.
class ActingOrganisation {
    private static final String HEADER = "Aquifer-Organisation";

    private final SecurityIdentity identity;
    private final Caller caller;
    private final Tenancy tenancy;
    private final Members members;

    ActingOrganisation(SecurityIdentity identity, Caller caller, Tenancy tenancy, Members members) {
        this.identity = identity;
        this.caller = caller;
        this.tenancy = tenancy;
        this.members = members;
    }

    @ServerRequestFilter
    public void find(ContainerRequestContext request) {
        if (identity.isAnonymous()) {
            return;
        }
        String named = request.getHeaderString(HEADER);
        ActingKey key = caller.key();
        if (key != null) {
            act(key, named == null ? key.organisation() : parse(named));
            return;
        }
        if (named == null) {
            return;
        }
        UUID organisation = parse(named);
        String person = caller.person();
        Role role = tenancy.asOrganisation(organisation, () -> members.find(organisation, person))
                .filter(member -> !organisation.equals(OperatorOrganisation.ID) || caller.operator())
                .map(Member::role)
                .orElseThrow(() -> Problems.notFound("organisation"));
        caller.actIn(organisation, role);
    }

    private void act(ActingKey key, UUID organisation) {
        if (!organisation.equals(key.organisation())) {
            throw Problems.notFound("organisation");
        }
        if (organisation.equals(OperatorOrganisation.ID)) {
            // Whoever manages there serves all tenants: that is bound to a person's role, which can be taken away.
            throw Problems.forbidden("The operator's organisation is managed by persons, not by API keys.");
        }
        caller.actIn(organisation, Role.DEVELOPER);
    }

    private static UUID parse(String named) {
        return Optional.of(named)
                .filter(text -> text.length() == 36)
                .flatMap(text -> {
                    try {
                        return Optional.of(UUID.fromString(text));
                    } catch (IllegalArgumentException malformed) {
                        return Optional.empty();
                    }
                })
                .orElseThrow(() -> Problems.validation(HEADER, "must be the id of an organisation, a UUID"));
    }
}
