package dev.aquifer.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody with an account in the real Keycloak, who signs in as a browser does (authorization code with PKCE, the
/// form filled in) and then calls our APIs with the access token.
final class Person {
    private static final String REDIRECT = "http://127.0.0.1/cli";
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern REGISTRATION = Pattern.compile("href=\"([^\"]*/login-actions/registration[^\"]*)\"");

    final String email;
    final String password;
    private final House house;
    private String accessToken = "";
    private Instant freshUntil = Instant.EPOCH;

    private Person(House house, String email, String password) {
        this.house = house;
        this.email = email;
        this.password = password;
    }

    /// Registers by Keycloak's own form.
    static Person registers(House house, String email) {
        var person = new Person(house, email, "Correct-horse-7-" + UUID.randomUUID());
        try {
            person.flow(true);
        } catch (IllegalStateException e) {
            // Keycloak's first answer after its database was killed under it can be an error; a person tries again.
            person.flow(true);
        }
        return person;
    }

    /// Somebody who has an account already.
    static Person signsIn(House house, String email, String password) {
        var person = new Person(house, email, password);
        person.flow(false);
        return person;
    }

    String token() {
        if (Instant.now().isAfter(freshUntil)) {
            flow(false);
        }
        return accessToken;
    }

    private void flow(boolean register) {
        try {
            var http = new Browsing();
            var verifier = UUID.randomUUID() + "" + UUID.randomUUID();
            var challenge = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
            var realm = house.keycloak() + "/realms/aquifer/protocol/openid-connect";
            var page = send(
                    http,
                    HttpRequest.newBuilder(URI.create(realm + "/auth?"
                            + form(Map.of(
                                    "client_id", "aquifer-cli",
                                    "redirect_uri", REDIRECT,
                                    "response_type", "code",
                                    "scope", "openid",
                                    "code_challenge", challenge,
                                    "code_challenge_method", "S256")))));
            if (register) {
                page = send(http, HttpRequest.newBuilder(at(found(REGISTRATION, page.body()))));
            }
            var fields = register
                    ? Map.of("email", email, "password", password, "password-confirm", password)
                    : Map.of("username", email, "password", password);
            var answer = send(http, post(at(found(ACTION, page.body())), fields));
            var location = answer.headers()
                    .firstValue("location")
                    .orElseThrow(() -> new IllegalStateException("no way back from Keycloak for " + email + ": "
                            + answer.statusCode() + " " + answer.body()));
            var code = found(Pattern.compile("[?&]code=([^&]+)"), location);
            var tokens = house.json(send(
                            http,
                            post(
                                    URI.create(realm + "/token"),
                                    Map.of(
                                            "grant_type", "authorization_code",
                                            "client_id", "aquifer-cli",
                                            "redirect_uri", REDIRECT,
                                            "code", code,
                                            "code_verifier", verifier)))
                    .body());
            accessToken = tokens.required("access_token").asText();
            freshUntil = Instant.now().plusSeconds(tokens.required("expires_in").asLong() - 30);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI at(String link) {
        return URI.create(house.keycloak()).resolve(link.replace("&amp;", "&"));
    }

    private static HttpRequest.Builder post(URI to, Map<String, String> fields) {
        return HttpRequest.newBuilder(to)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static HttpResponse<String> send(Browsing http, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request);
    }

    /// Keeps cookies as a browser does on a loopback address, where those marked `Secure` are sent over plain HTTP
    /// too; the JDK's own manager holds them back.
    private static final class Browsing {
        private static final HttpClient HTTP =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final Map<String, String> cookies = new TreeMap<>();

        HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            if (!cookies.isEmpty()) {
                request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .collect(Collectors.joining("; ")));
            }
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            for (var set : answer.headers().allValues("set-cookie")) {
                var pair = set.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            return answer;
        }
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in:\n" + text);
        }
        return matcher.group(1);
    }

    /// An organisation made by this person, known to both servers when this returns.
    Tenant organisation(String slug) {
        var made = house.call(
                this, null, "POST", house.platform() + "/api/organisations", Map.of("name", slug, "slug", slug));
        if (made.status() != 200 && made.status() != 201) {
            throw new IllegalStateException("organisation not made: " + made);
        }
        var tenant = new Tenant(
                house, this, UUID.fromString(made.body().required("id").asText()));
        house.eventually(() -> tenant.get(house.billing() + "/api/standing").status() == 200, "billing knows " + slug);
        return tenant;
    }

    /// What an own API answered.
    record Answer(int status, JsonNode body, String text) {}
}
