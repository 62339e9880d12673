package dev.aquifer.platform.api.organisation;

import java.util.List;
import java.util.UUID;

/// Fact on `organisations.v1`, type `dev.aquifer.organisation.changed.v1`: the organisation as it is now. Both
/// servers check who may act against its members.
public record OrganisationChanged(UUID organisation, String name, String slug, List<Member> members) {
    public static final String TYPE = "dev.aquifer.organisation.changed.v1";

    /// @param person the subject of the person's token
    public record Member(String person, Role role) {}

    public OrganisationChanged {
        members = List.copyOf(members);
    }
}
