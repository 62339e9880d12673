package dev.aquifer.console;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells sign-in which requests come from the page's own script: those are answered 499 instead of being sent to the
/// sign-in page, and the script (`aq-session.js`) then loads the page anew.
@ApplicationScoped
class ScriptedRequests implements JavaScriptRequestChecker {
    @Override
    public boolean isJavaScriptRequest(RoutingContext context) {
        var path = context.request().path();
        return context.request().getParam("v-r") != null || (path != null && path.startsWith("/VAADIN/"));
    }
}
