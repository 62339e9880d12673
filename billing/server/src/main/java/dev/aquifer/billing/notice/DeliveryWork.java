package dev.aquifer.billing.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.notice.DeliveryView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// Works the queue off. Each letter is claimed in one transaction, sent outside any, and reported in another: after a
/// crash in between it is sent again under the same id. At least once, never lost.
@ApplicationScoped
class DeliveryWork {

    private static final int AT_ONCE = 20;

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
        List<Deliveries.Claimed> due;
        do {
            due = tenancy.asJobs(
                    () -> deliveries.claim(clock.instant(), settings.patience().multipliedBy(3), AT_ONCE));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(one -> threads.execute(() -> deliver(one)));
            }
        } while (due.size() == AT_ONCE);
    }

    private void deliver(Deliveries.Claimed claimed) {
        try {
            Optional<Letter> letter = tenancy.asOrganisation(claimed.organisation(), () -> letter(claimed));
            Postman.Outcome outcome =
                    letter.map(postman::hand).orElse(new Postman.Outcome(false, "the receiver was removed"));
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
                                        .language(organisation, to.receiver())
                                        .map(language -> mail(claimed, to.address(), notice, language))
                                : receivers
                                        .secret(organisation, to.receiver())
                                        .map(secret -> new Letter.Post(
                                                claimed.id(),
                                                to.address(),
                                                secret,
                                                notice.kind().name(),
                                                body(claimed, notice)))));
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
