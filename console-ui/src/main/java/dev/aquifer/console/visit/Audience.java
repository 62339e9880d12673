package dev.aquifer.console.visit;

import dev.aquifer.platform.api.organisation.Role;
import java.util.Set;

/// Groups of people that pages are made for. Viewers open what the others of their organisation open, without the
/// actions.
public enum Audience {
    /// Everyone who is signed in.
    EVERYONE(Set.of()),
    /// Members of the organisation, whatever their role.
    MEMBERS(Set.of(Role.OWNER, Role.DEVELOPER, Role.FINANCE, Role.VIEWER)),
    /// Those who deploy and call models.
    BUILDERS(Set.of(Role.OWNER, Role.DEVELOPER, Role.VIEWER)),
    /// Those who read bills and apply for subsidies.
    PAYERS(Set.of(Role.OWNER, Role.FINANCE, Role.VIEWER)),
    OWNERS(Set.of(Role.OWNER)),
    /// The platform's operator, by a role of the realm.
    OPERATORS(Set.of()),
    /// The city's subsidy assessors, by a role of the realm.
    ASSESSORS(Set.of());

    private final Set<Role> roles;

    Audience(Set<Role> roles) {
        this.roles = roles;
    }

    boolean has(Role role) {
        return roles.contains(role);
    }
}
