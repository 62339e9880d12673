package dev.aquifer.platform.key;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/// The text that a request presents as its key.
final class KeyRequest extends BaseAuthenticationRequest {
    private final String text;

    KeyRequest(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
