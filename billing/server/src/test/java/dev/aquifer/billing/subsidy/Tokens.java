package dev.aquifer.billing.subsidy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/// Access tokens as Keycloak makes them, signed with the tests' own key.
final class Tokens {
    /// Name of the setting that holds the private key.
    static final String SIGNER = "aquifer.test.signer";

    static final String KEY = "tests";

    private static final long FAR_AHEAD = 4_102_444_800L;

    private Tokens() {}

    static String of(String person, String... roles) {
        var head = base64(("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY + "\"}").getBytes(UTF_8));
        var names = Arrays.stream(roles).map(role -> "\"" + role + "\"").collect(Collectors.joining(","));
        var issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        var body =
                base64("""
                {"sub":"%s","name":"%s","iss":"%s","exp":%d,"iat":1,"realm_access":{"roles":[%s]}}""".formatted(person, person, issuer, FAR_AHEAD, names).getBytes(UTF_8));
        try {
            var key = Base64.getDecoder().decode(ConfigProvider.getConfig().getValue(SIGNER, String.class));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
            signature.update((head + "." + body).getBytes(UTF_8));
            return head + "." + body + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
