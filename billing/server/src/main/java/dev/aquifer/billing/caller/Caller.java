package dev.aquifer.billing.caller;

import dev.aquifer.billing.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who acts in this request, a person or an API key, and in which organisation.
@RequestScoped
public class Caller {

    public static final String HEADER = "Aquifer-Organisation";

    private final JsonWebToken token;
    private final HttpHeaders headers;
    private final SecurityIdentity identity;

    Caller(JsonWebToken token, HttpHeaders headers, SecurityIdentity identity) {
        this.token = token;
        this.headers = headers;
        this.identity = identity;
    }

    /// The API key that acts; null where a person does.
    public @Nullable ActingKey key() {
        return identity.getPrincipal() instanceof ActingKey key ? key : null;
    }

    /// The subject of the person's token; of a key `key:` and its id.
    public String person() {
        ActingKey key = key();
        if (key != null) {
            return key.getName();
        }
        String subject = token.getSubject();
        if (subject == null) {
            throw Problems.of(401, "unauthenticated", "Not signed in", "Send a person's access token as bearer token.");
        }
        return subject;
    }

    /// The person's name, or the key's, for audit entries and screens.
    public String name() {
        ActingKey key = key();
        if (key != null) {
            return key.name();
        }
        String name = token.getClaim("name");
        return name == null ? person() : name;
    }

    /// The organisation that the header names. That the person belongs to it is checked by [ForOrganisation]. A key
    /// has its own and needs no header; one that names another is 404, as for a person who is no member.
    public UUID organisation() {
        String header = headers.getHeaderString(HEADER);
        ActingKey key = key();
        if (key == null) {
            return parsed(header);
        }
        if (header != null && !parsed(header).equals(key.organisation())) {
            throw Problems.notFound("organisation", parsed(header));
        }
        return key.organisation();
    }

    private static UUID parsed(@Nullable String header) {
        if (header == null) {
            throw Problems.organisationMissing();
        }
        try {
            return UUID.fromString(header);
        } catch (IllegalArgumentException _) {
            throw Problems.organisationMissing();
        }
    }
}
