package dev.aquifer.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The few things that change in a realm after its import, by Keycloak's administration API.
final class KeycloakAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final String password;

    KeycloakAdmin(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /// Sets the addresses that sign-in may return to.
    ///
    /// @param console the console's addresses, the first one is where people are sent
    /// @param apis the servers whose API pages may ask for a token in the browser
    void moveConsole(List<String> console, List<String> apis, String sslRequired) throws IOException {
        String token = token();
        ObjectNode main = client(token, "aquifer-console");
        List<String> all = console.stream().map(address -> address + "/*").toList();
        main.put("baseUrl", console.getFirst() + "/");
        list(main, "redirectUris", all);
        main.withObject("/attributes").put("post.logout.redirect.uris", String.join("##", all));
        put(token, "/clients/" + main.get("id").asText(), main);
        ObjectNode cli = client(token, "aquifer-cli");
        list(cli, "webOrigins", apis);
        put(token, "/clients/" + cli.get("id").asText(), cli);
        put(token, "", JSON.createObjectNode().put("realm", "aquifer").put("sslRequired", sslRequired));
    }

    private static void list(ObjectNode node, String field, List<String> values) {
        ArrayNode array = node.putArray(field);
        values.forEach(array::add);
    }

    private String token() throws IOException {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return JSON.readTree(checked(Http.send(request))).path("access_token").asText();
    }

    private ObjectNode client(String token, String id) throws IOException {
        JsonNode found = JSON.readTree(
                checked(Http.send(request(token, "/clients?clientId=" + id).GET())));
        if (found.path(0) instanceof ObjectNode client) {
            return client;
        }
        throw new StackException("Keycloak's realm aquifer has no client " + id + ".");
    }

    private void put(String token, String path, JsonNode body) throws IOException {
        var content = HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        checked(Http.send(
                request(token, path).header("Content-Type", "application/json").PUT(content)));
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/admin/realms/aquifer" + path))
                .header("Authorization", "Bearer " + token);
    }

    private static String checked(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new StackException(
                    "Keycloak refuses " + response.uri() + " with " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
