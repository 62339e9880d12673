package dev.aquifer.platform;

import static io.restassured.RestAssured.given;

import dev.aquifer.platform.api.key.CreatedKey;
import dev.aquifer.platform.api.organisation.OrganisationView;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// People of the tests: each has a signed token like Keycloak's.
public final class People {
    private static final KeyPair KEYS = keys();

    private People() {}

    /// @param realmRoles e.g. `operator`
    public static String token(String person, String... realmRoles) {
        String roles = Stream.of(realmRoles).map(role -> '"' + role + '"').collect(Collectors.joining(","));
        String claims = """
                {"iss":"https://keycloak.test","sub":"%s","name":"%s","email":"%s@example.com",
                 "iat":%d,"exp":%d,"realm_access":{"roles":[%s]}}""".formatted(
                        person,
                        person,
                        person.toLowerCase(Locale.ROOT),
                        Instant.now().getEpochSecond(),
                        Instant.now().getEpochSecond() + 3600,
                        roles);
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A request of this person, in no organisation.
    public static RequestSpecification as(String person, String... realmRoles) {
        return given().auth().oauth2(token(person, realmRoles)).contentType("application/json");
    }

    /// A request of this person in an organisation.
    public static RequestSpecification in(UUID organisation, String person, String... realmRoles) {
        return as(person, realmRoles).header("Aquifer-Organisation", organisation);
    }

    /// Founds an organisation with a random short name; the person is its owner.
    public static UUID organisation(String owner) {
        String slug = "t-" + UUID.randomUUID().toString().substring(0, 13);
        return as(owner)
                .body(Map.of("name", owner + "'s", "slug", slug))
                .post("/api/organisations")
                .then()
                .statusCode(200)
                .extract()
                .as(OrganisationView.class)
                .id();
    }

    /// Makes an API key with these scopes; the whole of it.
    public static String key(UUID organisation, String maker, String... scopes) {
        return created(organisation, maker, "script", scopes).secret();
    }

    /// Makes an API key of this name with these scopes.
    public static CreatedKey created(UUID organisation, String maker, String name, String... scopes) {
        return in(organisation, maker)
                .body(Map.of("name", name, "expiresInDays", 30, "scopes", List.of(scopes)))
                .post("/api/keys")
                .then()
                .statusCode(200)
                .extract()
                .as(CreatedKey.class);
    }

    /// A request with this API key, which names no organisation.
    public static RequestSpecification withKey(String key) {
        return given().auth().oauth2(key).contentType("application/json");
    }

    static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
