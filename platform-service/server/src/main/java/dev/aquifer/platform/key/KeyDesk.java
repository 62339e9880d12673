package dev.aquifer.platform.key;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.key.CreateKey;
import dev.aquifer.platform.api.key.CreatedKey;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyKind;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.key.KeyView;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.organisation.Step;
import dev.aquifer.platform.audit.Audit;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.organisation.Steps;
import dev.aquifer.platform.outbox.Outbox;
import dev.aquifer.platform.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes and revokes keys. Each change is stated on `keys.v1` in the same transaction.
@ApplicationScoped
class KeyDesk {
    private static final Duration PLAYGROUND_LIFE = Duration.ofMinutes(55);
    private static final Set<KeyScope> LEAST = Set.of(KeyScope.INFERENCE);

    private final SecureRandom random = new SecureRandom();
    private final Caller caller;
    private final Keys keys;
    private final Steps steps;
    private final Outbox outbox;
    private final Audit audit;
    private final InstantSource clock;
    private final Ids ids;

    KeyDesk(Caller caller, Keys keys, Steps steps, Outbox outbox, Audit audit, InstantSource clock, Ids ids) {
        this.caller = caller;
        this.keys = keys;
        this.steps = steps;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    @Transactional
    Page<KeyView> list(@Nullable UUID after, int limit) {
        List<KeyView> found = keys.newest(caller.organisation(), after, limit + 1).stream()
                .map(Key::view)
                .toList();
        boolean more = found.size() > limit;
        List<KeyView> page = more ? found.subList(0, limit) : found;
        return new Page<>(page, more ? page.getLast().id().toString() : null);
    }

    @Transactional
    CreatedKey create(CreateKey request) {
        Set<KeyScope> scopes = request.scopes() == null ? LEAST : request.scopes();
        scopes.forEach(this::requireMayGive);
        CreatedKey created = make(
                new Key.Use(KeyKind.LIVE, request.name().strip(), scopes), Duration.ofDays(request.expiresInDays()));
        steps.done(Step.MAKE_KEY);
        audit.note("key.created", created.key().id().toString(), described(created.key()));
        return created;
    }

    /// A person has one fresh playground key: making another revokes it.
    @Transactional
    CreatedKey playground() {
        caller.require(Role.DEVELOPER);
        for (Key earlier : keys.playground(caller.organisation(), caller.person())) {
            earlier.revoke(clock.instant());
            state(earlier);
        }
        keys.flush(); // The revoked one must be gone from the unique index before the fresh one enters it.
        return make(new Key.Use(KeyKind.PLAYGROUND, "Playground", LEAST), PLAYGROUND_LIFE);
    }

    @Transactional
    KeyView revoke(UUID id) {
        caller.require(Role.DEVELOPER, Role.FINANCE);
        Key key = keys.lock(caller.organisation(), id).orElseThrow(() -> Problems.notFound("key"));
        if (caller.role() == Role.FINANCE) {
            key.scopes().forEach(this::requireMayGive);
        }
        if (!key.revoked()) {
            key.revoke(clock.instant());
            state(key);
            audit.note("key.revoked", id.toString(), described(key.view()));
        }
        return key.view();
    }

    /// Nobody gives more than they have: who does not read the books makes no key that does, and a key makes none
    /// that can do more than itself.
    private void requireMayGive(KeyScope scope) {
        caller.requireOfKeys(scope);
        if (caller.key() == null) {
            caller.require(
                    switch (scope) {
                        case INFERENCE, MANAGE -> Role.DEVELOPER;
                        case BILLING_READ -> Role.FINANCE;
                    });
        }
    }

    private static String described(KeyView key) {
        return key.name() + " (" + key.scopes().stream().map(KeyScope::toString).collect(Collectors.joining(", "))
                + ")";
    }

    private CreatedKey make(Key.Use use, Duration life) {
        KeySecret secret = KeySecret.random(use.kind(), random);
        Instant now = clock.instant();
        Key key = new Key(
                ids.next(),
                caller.organisation(),
                use,
                secret,
                new Key.Maker(caller.person(), caller.name()),
                new Key.Life(now, now.plus(life)));
        keys.persist(key);
        state(key);
        return new CreatedKey(key.view(), secret.text());
    }

    private void state(Key key) {
        outbox.record(Topics.KEYS, key.id().toString(), KeyChanged.TYPE, caller.organisation(), key.fact());
    }
}
