package dev.aquifer.console.client;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/// Says in each request who calls and in which organisation.
final class CallerHeaders implements ClientRequestFilter {
    @Override
    public void filter(ClientRequestContext request) {
        var caller = Caller.CURRENT.get();
        request.getHeaders().putSingle("Authorization", "Bearer " + caller.token());
        var organisation = caller.organisation();
        if (organisation != null) {
            request.getHeaders().putSingle("Aquifer-Organisation", organisation.toString());
        }
        if (Once.KEY.isBound()) {
            request.getHeaders().putSingle("Idempotency-Key", Once.KEY.get());
        }
    }
}
