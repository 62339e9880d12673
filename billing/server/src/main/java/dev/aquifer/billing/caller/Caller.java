package dev.aquifer.billing.caller;

import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who acts in this request, and in which organisation.
@RequestScoped
public class Caller {

    public static final String HEADER = "Aquifer-Organisation";

    private final JsonWebToken token;
    private final HttpHeaders headers;

    Caller(JsonWebToken token, HttpHeaders headers) {
        this.token = token;
        this.headers = headers;
    }

    /// The subject of the person's token.
    public String person() {
        String subject = token.getSubject();
        if (subject == null) {
            throw Problems.of(401, "unauthenticated", "Not signed in", "Send a person's access token as bearer token.");
        }
        return subject;
    }

    /// The person's name, for audit entries and screens.
    public String name() {
        String name = token.getClaim("name");
        return name == null ? person() : name;
    }

    /// The organisation that the header names. That the person belongs to it is checked by [ForOrganisation].
    public UUID organisation() {
        return parsed(headers.getHeaderString(HEADER));
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
