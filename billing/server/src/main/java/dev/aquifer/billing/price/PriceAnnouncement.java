package dev.aquifer.billing.price;

import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.price.PricesPublished;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.outbox.Outbox;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Tells the gateway the price book in force: at each start, and when another one comes into force.
@ApplicationScoped
class PriceAnnouncement {

    private final PriceBooks books;
    private final Outbox outbox;
    private final Tenancy tenancy;
    private final InstantSource clock;

    // Written and read by the scheduler and the start alone, one after the other.
    private volatile @Nullable String told;

    PriceAnnouncement(PriceBooks books, Outbox outbox, Tenancy tenancy, InstantSource clock) {
        this.books = books;
        this.outbox = outbox;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        tell();
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void tell() {
        told = tenancy.<@Nullable String>asNobody(() -> {
            PriceBook book = books.all().at(clock.instant()).orElse(null);
            if (book == null || book.version().equals(told)) {
                return told;
            }
            outbox.state(Topics.PRICES, "prices", PricesPublished.TYPE, new PricesPublished(book.view()));
            return book.version();
        });
    }
}
