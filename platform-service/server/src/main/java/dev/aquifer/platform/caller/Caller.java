package dev.aquifer.platform.caller;

import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who is acting in this request, and in which organisation. The organisation is the one of the header
/// `Aquifer-Organisation`, put here only after the membership was looked up.
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

    /// The subject of the person's token.
    public String person() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    public String name() {
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

    private @Nullable String claim(String name) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getClaim(name) instanceof String text
                ? text
                : null;
    }
}
