package dev.aquifer.billing.caller;

import dev.aquifer.platform.api.key.KeyForm;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Who a presented key is. One of the wrong form, or one that was refused a moment ago, is refused without asking the
/// database.
@ApplicationScoped
class KeyIdentities implements IdentityProvider<KeyRequest> {
    private final KeyRing ring;

    KeyIdentities(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        if (!KeyForm.isKey(request.text())) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        String hash = KeyForm.hash(request.text());
        if (ring.refusedLately(hash)) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return context.runBlocking(() -> ring.find(hash)
                .<SecurityIdentity>map(key ->
                        QuarkusSecurityIdentity.builder().setPrincipal(key).build())
                .orElseThrow(AuthenticationFailedException::new));
    }
}
