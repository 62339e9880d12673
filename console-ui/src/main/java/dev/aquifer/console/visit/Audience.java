package dev.aquifer.console.visit;

import dev.aquifer.platform.api.organisation.Role;

/// Groups of people that pages are made for. Viewers open what the others of their organisation open, without the
/// actions.
public enum Audience {
    /// Everyone who is signed in.
    EVERYONE,
    /// Members of the organisation, whatever their role.
    MEMBERS,
    /// Those who deploy and call models.
    BUILDERS,
    /// Those who read bills and apply for subsidies.
    PAYERS,
    OWNERS,
    /// The platform's operator, by a role of the realm.
    OPERATORS,
    /// The city's subsidy assessors, by a role of the realm.
    ASSESSORS;

    /// Whether members with this role in their organisation are among them.
    boolean has(Role role) {
        return switch (this) {
            case EVERYONE, MEMBERS -> true;
            case BUILDERS -> role != Role.FINANCE;
            case PAYERS -> role != Role.DEVELOPER;
            case OWNERS -> role == Role.OWNER;
            case OPERATORS, ASSESSORS -> false;
        };
    }
}
