package dev.aquifer.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The few HTTP requests that the supervisor makes.
final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    /// What keeps the address from answering 200; empty when it does.
    static String problem(String url) {
        try {
            int status = send(HttpRequest.newBuilder(URI.create(url)).GET()).statusCode();
            return status == 200 ? "" : url + " answers " + status;
        } catch (IOException e) {
            return url + " does not answer yet";
        }
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }
}
