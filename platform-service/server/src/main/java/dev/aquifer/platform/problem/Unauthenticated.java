package dev.aquifer.platform.problem;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers 401 as a problem. It stands before quarkus-resteasy-problem's own mappers of these two, which do not link
/// with Quarkus 3.33 (`NoSuchFieldError: ChallengeData.headerName`) and would answer 500.
class Unauthenticated {
    @ServerExceptionMapper(priority = 1)
    public Response noToken(UnauthorizedException thrown) {
        return response();
    }

    @ServerExceptionMapper(priority = 1)
    public Response badToken(AuthenticationFailedException thrown) {
        return response();
    }

    /// Keycloak is away and the keys that sign tokens are not known yet.
    @ServerExceptionMapper(priority = 1)
    public Response noKeys(OIDCException thrown) {
        return Response.fromResponse(Problems.of(
                                503,
                                "unavailable",
                                "Sign-in not available",
                                "Access tokens cannot be checked at the moment. Try again in a few seconds.")
                        .toResponse())
                .header(HttpHeaders.RETRY_AFTER, 5)
                .build();
    }

    private static Response response() {
        return Response.fromResponse(Problems.of(
                                401,
                                "unauthenticated",
                                "Not signed in",
                                "Send a valid access token or API key: Authorization: Bearer <token or key>.")
                        .toResponse())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }
}
