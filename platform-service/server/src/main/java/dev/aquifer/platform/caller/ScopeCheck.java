package dev.aquifer.platform.caller;

import dev.aquifer.platform.problem.Problems;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Lets an API key through to what is open to one of its scopes, and nowhere else. Stands behind the check of the
/// organisation, so that a foreign one is 404 to every key.
class ScopeCheck {
    private final Caller caller;

    ScopeCheck(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.USER + 100)
    public void check(ResourceInfo called) {
        ActingKey key = caller.key();
        if (key == null) {
            return;
        }
        OpenToKeys open = openness(called);
        if (open == null) {
            throw Problems.forbidden("API keys may not do this, whatever their scopes. Sign in as a person.");
        }
        if (!key.may(open.value())) {
            throw caller.lacking(key, open.value());
        }
    }

    private static @Nullable OpenToKeys openness(ResourceInfo called) {
        Method method = called.getResourceMethod();
        OpenToKeys onMethod = method.getAnnotation(OpenToKeys.class);
        return onMethod != null ? onMethod : called.getResourceClass().getAnnotation(OpenToKeys.class);
    }
}
