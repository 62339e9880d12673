package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.aquifer.platform.api.deployment.RouteChanged;

/// A deployment as OpenAI's model object, with what we add to it.
final class ModelJson {
    private ModelJson() {}

    static boolean callable(RouteChanged route) {
        return switch (route.state()) {
            case WAITING_FOR_CHIPS, LOADING, READY, DEGRADED -> true;
            case STOPPING, STOPPED, FAILED -> false;
        };
    }

    static void write(StringBuilder out, RouteChanged route) {
        out.append("{\"id\":\"");
        JsonStringEncoder.getInstance().quoteAsString(route.name(), out);
        out.append("\",\"object\":\"model\",\"created\":")
                .append(route.createdAt().getEpochSecond())
                .append(",\"owned_by\":\"")
                .append(route.shared() ? "aquifer" : "organisation")
                .append("\",\"aquifer\":{\"deployment\":\"")
                .append(route.deployment())
                .append("\",\"model\":\"");
        JsonStringEncoder.getInstance().quoteAsString(route.modelSlug(), out);
        out.append("\",\"kind\":\"")
                .append(route.kind())
                .append("\",\"chip\":\"")
                .append(route.chipType())
                .append("\",\"simulated\":")
                .append(route.simulated())
                .append(",\"state\":\"")
                .append(route.state())
                .append("\",\"context_length\":")
                .append(route.contextLength())
                .append("}}");
    }
}
