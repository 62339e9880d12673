package dev.aquifer.billing.caller;

import dev.aquifer.billing.Given;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyForm;
import dev.aquifer.platform.api.key.KeyKind;
import dev.aquifer.platform.api.key.KeyScope;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// API keys as the platform makes and states them, on the real Kafka. How a key is made is written anew here, so that
/// it and what reads keys are checked against each other.
@Singleton
class ApiKeys {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Given given;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(Given given) {
        this.given = given;
    }

    /// @param secret the whole key
    record Made(UUID id, UUID organisation, String secret) {}

    Made of(UUID organisation, KeyScope... scopes) {
        Made made = new Made(given.id(), organisation, secret());
        state(made, Instant.now().plus(Duration.ofDays(30)), null, List.of(scopes));
        return made;
    }

    void state(Made key, Instant expires, @Nullable Instant revoked, @Nullable List<KeyScope> scopes) {
        var fact = new KeyChanged(
                key.id(),
                key.organisation(),
                KeyKind.LIVE,
                KeyForm.hash(key.secret()),
                expires,
                revoked,
                scopes,
                scopes == null ? null : "nightly");
        given.send(Topics.KEYS, key.id(), given.event(KeyChanged.TYPE, key.organisation(), Instant.now(), fact));
    }

    /// A key that was told to nobody.
    String secret() {
        var text = new StringBuilder("aqf_l_");
        for (int i = 0; i < 32; i++) {
            text.append(BASE62.charAt(random.nextInt(62)));
        }
        var crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        var check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < 6; rest /= 62) {
            check.insert(0, BASE62.charAt((int) (rest % 62)));
        }
        return text.append(check).toString();
    }
}
