package dev.aquifer.platform.caller;

import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who is acting in this request, a person or an API key, and in which organisation. A person's is the one of the
/// header `Aquifer-Organisation`, put here only after the membership was looked up; a key's is its own.
@RequestScoped
public class Caller {
    private final SecurityIdentity identity;
    private @Nullable UUID organisation;
    private @Nullable Role role;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /// The organisation that the request acts in; a problem of 400 if the header was left out.
    public UUID organisation() {
        if (organisation == null) {
            throw Problems.of(
                    400,
                    "organisation-missing",
                    "Organisation missing",
                    "Name the organisation that you act for in the header Aquifer-Organisation.");
        }
        return organisation;
    }

    /// The caller's role in that organisation.
    public Role role() {
        organisation();
        if (role == null) {
            throw new IllegalStateException("an organisation without a role");
        }
        return role;
    }

    /// Passes if the caller is an owner or has one of these roles; else a problem of 403.
    public void require(Role... roles) {
        Role own = role();
        if (own != Role.OWNER && !Arrays.asList(roles).contains(own)) {
            throw Problems.forbidden("This needs the role OWNER"
                    + Arrays.stream(roles)
                            .filter(r -> r != Role.OWNER)
                            .map(r -> " or " + r)
                            .reduce("", String::concat)
                    + " in the organisation; yours is " + own + ".");
        }
    }

    /// The API key that acts; null where a person does.
    public @Nullable ActingKey key() {
        return identity.getPrincipal() instanceof ActingKey key ? key : null;
    }

    /// Passes if a person acts, or a key that has the scope; else a problem of 403 that names it.
    public void requireOfKeys(KeyScope scope) {
        ActingKey key = key();
        if (key != null && !key.may(scope)) {
            throw lacking(key, scope);
        }
    }

    /// The subject of the person's token; of a key `key:` and its id.
    public String person() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    /// The person's name, or the key's.
    public String name() {
        ActingKey key = key();
        if (key != null) {
            return key.name();
        }
        String name = claim("name");
        return name == null ? email() : name;
    }

    public String email() {
        String email = claim("email");
        return email == null ? person() : email;
    }

    public boolean operator() {
        return identity.hasRole("operator");
    }

    public void requireOperator() {
        if (!operator()) {
            throw Problems.forbidden("This is for operators of the platform.");
        }
    }

    /// Said by the check of the membership only.
    public void actIn(UUID organisation, Role role) {
        this.organisation = organisation;
        this.role = role;
    }

    @Nullable UUID organisationOrNull() {
        return organisation;
    }

    HttpProblem lacking(ActingKey key, KeyScope scope) {
        List<String> has =
                key.scopes().stream().sorted().map(KeyScope::toString).toList();
        return Problems.builder(403, "key-scope", "The key lacks a scope")
                .withDetail("This needs an API key with the scope " + scope + "; this key has " + String.join(", ", has)
                        + ".")
                .with("scope", scope.toString())
                .with("has", has)
                .build();
    }

    private @Nullable String claim(String name) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getClaim(name) instanceof String text
                ? text
                : null;
    }
}
