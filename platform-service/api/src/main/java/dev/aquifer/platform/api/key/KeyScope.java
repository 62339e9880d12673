package dev.aquifer.platform.api.key;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a key may be used for. On the wire: `inference`, `manage`, `billing:read`. No scope opens what operators and
/// assessors do, and none moves money.
public enum KeyScope {
    /// Call models at the gateway.
    @JsonProperty("inference")
    INFERENCE("inference"),

    /// What a developer may do on the platform's management API: deployments, models, keys, chips.
    @JsonProperty("manage")
    MANAGE("manage"),

    /// Read the organisation's bills, charges, usage, balance and books.
    @JsonProperty("billing:read")
    BILLING_READ("billing:read");

    private final String text;

    KeyScope(String text) {
        this.text = text;
    }

    /// The scope of this name on the wire.
    ///
    /// @throws IllegalArgumentException if there is none
    public static KeyScope of(String text) {
        for (KeyScope scope : values()) {
            if (scope.text.equals(text)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("no scope of a key: " + text);
    }

    /// As it is written on the wire.
    @Override
    public String toString() {
        return text;
    }
}
