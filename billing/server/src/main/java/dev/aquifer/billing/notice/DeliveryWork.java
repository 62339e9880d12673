package dev.aquifer.billing.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.notice.DeliveryView;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Works the queue off. Each letter is claimed in one transaction, sent outside any, and reported in another: after a
/// crash in between it is sent again under the same id. At least once, never lost. An organisation has few letters
/// on the way at a time, and nobody waits for another's receiver.
@ApplicationScoped
class DeliveryWork {

    private static final int AT_ONCE = 40;
    private static final int AT_ONCE_OF_ONE = 2;

    private final Deliveries deliveries;
    private final Receivers receivers;
    private final Notices notices;
    private final NoticeText text;
    private final NoticeSettings settings;
    private final Postman postman;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final InstantSource clock;
    private final ObjectMapper json;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Orders who reads and writes the two below.
    private final ReentrantLock lock = new ReentrantLock();

    /// How many of an organisation's letters are on the way.
    private final Map<UUID, Integer> onTheWay = new HashMap<>();

    private boolean closed;

    DeliveryWork(
            Deliveries deliveries,
            Receivers receivers,
            Notices notices,
            NoticeText text,
            NoticeSettings settings,
            Postman postman,
            Organisations organisations,
            Tenancy tenancy,
            InstantSource clock,
            ObjectMapper json) {
        this.deliveries = deliveries;
        this.receivers = receivers;
        this.notices = notices;
        this.text = text;
        this.settings = settings;
        this.postman = postman;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.clock = clock;
        this.json = json;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        lock.lock();
        try {
            boolean more = !closed;
            while (more) {
                more = start();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Letters that are on the way get the time that one attempt may take.
    @PreDestroy
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(settings.patience().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes on at most one letter of each organisation that has room for it.
    private boolean start() {
        int free = AT_ONCE - onTheWay.values().stream().mapToInt(count -> count).sum();
        if (free <= 0) {
            return false;
        }
        List<UUID> full = onTheWay.entrySet().stream()
                .filter(one -> one.getValue() >= AT_ONCE_OF_ONE)
                .map(Map.Entry::getKey)
                .toList();
        List<Deliveries.Claimed> due = tenancy.asJobs(
                () -> deliveries.claim(clock.instant(), settings.patience().multipliedBy(3), free, full));
        for (Deliveries.Claimed one : due) {
            onTheWay.merge(one.organisation(), 1, Integer::sum);
            threads.execute(() -> {
                try {
                    deliver(one);
                } finally {
                    next(one.organisation());
                }
            });
        }
        return !due.isEmpty();
    }

    private void next(UUID organisation) {
        lock.lock();
        try {
            onTheWay.computeIfPresent(organisation, (_, count) -> count > 1 ? count - 1 : null);
        } finally {
            lock.unlock();
        }
        try {
            work();
        } catch (RuntimeException e) {
            Log.warnf(e, "the queue of notices was not looked at, it is again in a second");
        }
    }

    private void deliver(Deliveries.Claimed claimed) {
        try {
            Optional<Letter> letter = tenancy.asOrganisation(claimed.organisation(), () -> letter(claimed));
            Postman.Outcome outcome = letter.map(postman::hand)
                    .orElse(new Postman.Outcome(false, "the receiver was removed or is not confirmed"));
            tenancy.asOrganisation(claimed.organisation(), () -> {
                report(claimed, outcome, letter.isPresent());
            });
        } catch (RuntimeException e) {
            Log.warnf(e, "a notice was not delivered, it is tried again delivery=%s", claimed.id());
        }
    }

    private void report(Deliveries.Claimed claimed, Postman.Outcome outcome, boolean wanted) {
        Instant now = clock.instant();
        if (outcome.delivered()) {
            deliveries.delivered(claimed.organisation(), claimed.id(), outcome.words(), now);
            return;
        }
        int attempts = deliveries
                .find(claimed.organisation(), claimed.id())
                .map(DeliveryView::attempts)
                .orElse(settings.attempts());
        boolean more = wanted && attempts < settings.attempts();
        Log.infof(
                "notice not delivered delivery=%s attempts=%d more=%s cause=%s",
                claimed.id(), attempts, more, outcome.words());
        deliveries.failed(
                claimed.organisation(),
                claimed.id(),
                outcome.words(),
                more
                        ? now.plus(Backoff.after(
                                attempts,
                                settings.firstWait(),
                                settings.longestWait(),
                                ThreadLocalRandom.current().nextInt(1_001)))
                        : null);
    }

    /// Empty if nobody wants it any more.
    private Optional<Letter> letter(Deliveries.Claimed claimed) {
        UUID organisation = claimed.organisation();
        return deliveries
                .receiver(organisation, claimed.id())
                .flatMap(to -> notices.find(organisation, to.notice())
                        .flatMap(notice -> to.mail()
                                ? receivers
                                        .reader(organisation, to.receiver())
                                        .flatMap(reader -> mail(claimed, reader, notice))
                                : receivers
                                        .secret(organisation, to.receiver())
                                        .map(secret -> new Letter.Post(
                                                claimed.id(),
                                                to.address(),
                                                secret,
                                                notice.kind().name(),
                                                body(claimed, notice)))));
    }

    /// An address that nobody has confirmed gets the link, and nothing else.
    private Optional<Letter> mail(Deliveries.Claimed claimed, Receivers.Reader reader, Notices.Notice notice) {
        @Nullable String token = reader.token();
        if (reader.confirmed()) {
            return Optional.of(mail(claimed, reader.address(), notice, reader.language()));
        }
        if (token == null || notice.kind() != NoticeKind.ADDRESS_ADDED) {
            return Optional.empty();
        }
        String organisation = organisations.name(claimed.organisation()).orElse("–");
        String link =
                settings.console() + "/notices/confirm/" + new Confirmation(claimed.organisation(), token).token();
        return Optional.of(new Letter.Mail(
                claimed.id(),
                reader.address(),
                "[Aquifer] " + text.word("mail.confirm.subject", reader.language()),
                text.word("mail.confirm", reader.language())
                                .replace("{organisation}", organisation)
                                .replace("{link}", link)
                        + "\n"));
    }

    private Letter mail(Deliveries.Claimed claimed, String address, Notices.Notice notice, String language) {
        String greeting = text.word("mail.greeting", language)
                .replace(
                        "{organisation}",
                        organisations.name(claimed.organisation()).orElse("–"));
        String why = text.word("mail.why", language)
                .replace("{delivery}", claimed.id().toString());
        return new Letter.Mail(
                claimed.id(),
                address,
                "[Aquifer] " + text.subject(notice.kind(), notice.parameters(), language),
                greeting + "\n\n" + text.text(notice.kind(), notice.parameters(), language) + "\n\n-- \n" + why + "\n");
    }

    private String body(Deliveries.Claimed claimed, Notices.Notice notice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("delivery", claimed.id());
        body.put("notice", notice.id());
        body.put("kind", notice.kind());
        body.put("organisation", notice.organisation());
        body.put("at", notice.at().toString());
        body.put("parameters", notice.parameters());
        body.put("text", text.text(notice.kind(), notice.parameters(), "en"));
        body.put("textZh", text.text(notice.kind(), notice.parameters(), "zh"));
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice cannot be written as JSON", e);
        }
    }
}
