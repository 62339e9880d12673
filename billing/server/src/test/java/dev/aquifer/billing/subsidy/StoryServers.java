package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.BillingServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL and a real Kafka, and tokens that are verified: whole stories are played by people of all
/// roles.
public final class StoryServers implements QuarkusTestResourceLifecycleManager {
    private final BillingServers servers = new BillingServers();
    private @Nullable TokenKeys tokenKeys;

    @Override
    public Map<String, String> start() {
        try {
            var settings = new HashMap<>(servers.start());
            var signer = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            var keys = new TokenKeys((RSAPublicKey) signer.getPublic());
            tokenKeys = keys;
            settings.put("quarkus.oidc.tenant-enabled", "true");
            settings.put("quarkus.oidc.auth-server-url", keys.url());
            settings.put(
                    Tokens.SIGNER,
                    Base64.getEncoder().encodeToString(signer.getPrivate().getEncoded()));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    @Override
    public void stop() {
        servers.stop();
        if (tokenKeys != null) {
            tokenKeys.close();
        }
    }
}
