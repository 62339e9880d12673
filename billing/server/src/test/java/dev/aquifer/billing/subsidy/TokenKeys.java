package dev.aquifer.billing.subsidy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/// The two documents of an identity provider that a server needs to verify tokens: where the keys are, and the key.
final class TokenKeys implements AutoCloseable {
    private final HttpServer server;

    TokenKeys(RSAPublicKey key) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/.well-known/openid-configuration", """
                {"issuer":"%s","jwks_uri":"%s/keys","token_endpoint":"%s/token"}""".formatted(url(), url(), url()));
        answer("/keys", """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}""".formatted(Tokens.KEY, unsigned(key.getModulus()), unsigned(key.getPublicExponent())));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(String path, String json) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, json.getBytes(UTF_8).length);
                exchange.getResponseBody().write(json.getBytes(UTF_8));
            }
        });
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        var start = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
    }
}
