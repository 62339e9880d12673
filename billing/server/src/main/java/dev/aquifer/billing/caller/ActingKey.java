package dev.aquifer.billing.caller;

import dev.aquifer.platform.api.key.KeyScope;
import java.security.Principal;
import java.util.Set;
import java.util.UUID;

/// An API key that acts in a request, after it was looked up and found good. It implies its organisation.
///
/// @param name as its maker called it
public record ActingKey(UUID id, UUID organisation, String name, Set<KeyScope> scopes) implements Principal {
    public ActingKey {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(KeyScope scope) {
        return scopes.contains(scope);
    }

    /// Who acts, where a person's subject would stand: no subject has this form.
    @Override
    public String getName() {
        return "key:" + id;
    }
}
