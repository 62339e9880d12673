package dev.aquifer.billing.caller;

import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.key.KeyScope;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets an API key through to what it may read, and nowhere else.
class ScopeCheck {

    private final Caller caller;

    ScopeCheck(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo called) {
        ActingKey key = caller.key();
        if (key == null) {
            return;
        }
        caller.organisation(); // A foreign one is 404 to every key, whatever it may.
        boolean reads = HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
        if (!reads || !open(called)) {
            throw Problems.forbidden("API keys may not do this, whatever their scopes. Sign in as a person.");
        }
        if (!key.may(KeyScope.BILLING_READ)) {
            throw Problems.keyScope(
                    KeyScope.BILLING_READ.toString(),
                    key.scopes().stream().sorted().map(KeyScope::toString).toList());
        }
    }

    private static boolean open(ResourceInfo called) {
        return called.getResourceMethod().isAnnotationPresent(OpenToKeys.class)
                || called.getResourceClass().isAnnotationPresent(OpenToKeys.class);
    }
}
