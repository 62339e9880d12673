package dev.aquifer.console.visit;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// The identity of the request that is being answered. To be asked in the thread of a page's event alone: other
/// threads have no request, and what they need is handed to them.
@ApplicationScoped
public class SignedIn {
    private final SecurityIdentity identity;

    SignedIn(SecurityIdentity identity) {
        this.identity = identity;
    }

    public Person person() {
        var principal = identity.getPrincipal();
        var subject = principal.getName();
        var name = subject;
        var email = "";
        if (principal instanceof JsonWebToken token) {
            subject = Optional.ofNullable(token.getSubject()).orElse(subject);
            email = text(token, "email").orElse("");
            name = text(token, "name").or(() -> text(token, "email")).orElse(name);
        }
        return new Person(subject, name, email, identity.hasRole("operator"), identity.hasRole("assessor"));
    }

    /// The access token, fresh in each request.
    public String token() {
        @Nullable AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        return credential == null ? "" : credential.getToken();
    }

    private static Optional<String> text(JsonWebToken token, String claim) {
        return token.<Object>claim(claim).map(Object::toString).filter(value -> !value.isBlank());
    }
}
