package dev.aquifer.platform.api.key;

/// @param secret the whole key, shown this once and kept nowhere
public record CreatedKey(KeyView key, String secret) {
    @Override
    public String toString() {
        return "CreatedKey[key=" + key + "]";
    }
}
