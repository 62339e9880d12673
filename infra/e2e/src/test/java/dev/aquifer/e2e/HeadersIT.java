package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What tenants upload is shown from the console's origin: browsers are told to take nothing for another type, and to
/// run nothing from elsewhere.
@InTheHouse
class HeadersIT {
    private final House house;

    HeadersIT(House house) {
        this.house = house;
    }

    @Test
    void browsers_are_told_to_guess_no_types_and_to_run_nothing_from_elsewhere()
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            for (var server : List.of(house.console(), house.platform(), house.billing())) {
                assertThat(header(get(http, server + "/q/health/live"), "X-Content-Type-Options"))
                        .as(server)
                        .isEqualTo("nosniff");
            }
            assertThat(header(get(http, house.console() + "/"), "Content-Security-Policy"))
                    .contains("default-src 'self'; script-src 'self'", "; frame-ancestors 'self';", "; base-uri 'self'")
                    .doesNotContain("http", "*");
        }
    }

    private static HttpResponse<Void> get(HttpClient http, String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
    }

    private static String header(HttpResponse<Void> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
