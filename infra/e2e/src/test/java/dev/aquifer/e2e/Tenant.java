package dev.aquifer.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person acting in an organisation.
record Tenant(House house, Person person, UUID organisation) {
    Person.Answer get(String url) {
        return house.call(person, organisation, "GET", url, null);
    }

    Person.Answer post(String url, @Nullable Object body) {
        return house.call(person, organisation, "POST", url, body);
    }

    Person.Answer put(String url, @Nullable Object body) {
        return house.call(person, organisation, "PUT", url, body);
    }

    Person.Answer delete(String url) {
        return house.call(person, organisation, "DELETE", url, null);
    }

    /// A new live key that the gateway already knows.
    Key key(String name) {
        var made = post(house.platform() + "/api/keys", Map.of("name", name, "expiresInDays", 30));
        var secret = made.body().required("secret").asText();
        house.eventually(() -> house.models(secret) == 200, "the gateway knows the key " + name);
        return new Key(UUID.fromString(made.body().at("/key/id").asText()), secret);
    }

    JsonNode bill() {
        return get(house.billing() + "/api/bills/" + house.month()).body();
    }

    record Key(UUID id, String secret) {
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }
}
