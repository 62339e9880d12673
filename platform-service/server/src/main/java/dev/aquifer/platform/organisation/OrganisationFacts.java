package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// States an organisation as it is now, inside the transaction that changed it.
@ApplicationScoped
class OrganisationFacts {
    private final Organisations organisations;
    private final Members members;
    private final Outbox outbox;

    OrganisationFacts(Organisations organisations, Members members, Outbox outbox) {
        this.organisations = organisations;
        this.members = members;
        this.outbox = outbox;
    }

    void changed(UUID id) {
        Organisation organisation = organisations.findById(id);
        outbox.record(
                Topics.ORGANISATIONS,
                id.toString(),
                OrganisationChanged.TYPE,
                id,
                new OrganisationChanged(
                        id,
                        organisation.name(),
                        organisation.slug(),
                        members.of(id).stream().map(Member::fact).toList()));
    }
}
