package dev.aquifer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/// The two documents of an identity provider that billing needs to check a token, and tokens to go with them: the
/// benchmark measures billing, not Keycloak.
final class BillingIdentity implements AutoCloseable {
    private static final String KEY = "bench";
    private static final long FAR_AHEAD = 4_102_444_800L;

    private final HttpServer server;
    private final KeyPair keys;

    BillingIdentity() throws IOException {
        try {
            keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var key = (RSAPublicKey) keys.getPublic();
        answer("/.well-known/openid-configuration", """
                {"issuer":"%s","jwks_uri":"%s/keys","token_endpoint":"%s/token"}""".formatted(url(), url(), url()));
        answer("/keys", """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}""".formatted(KEY, unsigned(key.getModulus()), unsigned(key.getPublicExponent())));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param roles realm roles with commas between, each in quotes
    String token(String person, String roles) {
        var head = base64(("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY + "\"}").getBytes(UTF_8));
        var body = base64("""
                {"sub":"%s","name":"%s","iss":"%s","exp":%d,"iat":1,"realm_access":{"roles":[%s]}}""".formatted(person, person, url(), FAR_AHEAD, roles).getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update((head + "." + body).getBytes(UTF_8));
            return head + "." + body + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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

    @Override
    public void close() {
        server.stop(0);
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return base64(Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
