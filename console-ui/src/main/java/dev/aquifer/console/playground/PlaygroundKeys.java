package dev.aquifer.console.playground;

import com.vaadin.flow.server.VaadinSession;
import dev.aquifer.console.visit.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The playground's own keys, one per organisation, kept in the session's memory as long as they hold. Used under the
/// session's lock only.
final class PlaygroundKeys {
    private static final InstantSource CLOCK = InstantSource.system();
    /// Thrown away before the server does.
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private record Kept(String secret, Instant until) {
        @Override
        public String toString() {
            return "Kept[until=" + until + "]";
        }
    }

    private final Map<UUID, Kept> keys = new HashMap<>();

    static PlaygroundKeys ofSession() {
        var session = VaadinSession.getCurrent();
        var keys = session.getAttribute(PlaygroundKeys.class);
        if (keys == null) {
            keys = new PlaygroundKeys();
            session.setAttribute(PlaygroundKeys.class, keys);
        }
        return keys;
    }

    Optional<String> present() {
        return organisation()
                .map(keys::get)
                .filter(kept -> kept.until().minus(MARGIN).isAfter(CLOCK.instant()))
                .map(Kept::secret);
    }

    void keep(String secret, Instant until) {
        organisation().ifPresent(organisation -> keys.put(organisation, new Kept(secret, until)));
    }

    private static Optional<UUID> organisation() {
        return Visit.current().organisation().map(each -> each.id());
    }
}
