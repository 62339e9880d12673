package dev.aquifer.billing.price;

import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.api.price.PricesPublished;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.api.price.TokenPrice;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.outbox.Outbox;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Tells the gateway the token prices: the public book under the key `prices`, and under an organisation's id those
/// that differ for it, by contract or because its month has reached another tier. What is told names its end, so that
/// a contract that is over needs no word. At each start, and whenever something has changed.
@ApplicationScoped
class PriceAnnouncement {

    private static final String PUBLIC = "prices";

    private final PriceBooks books;
    private final OwnPrices prices;
    private final Organisations organisations;
    private final Outbox outbox;
    private final Tenancy tenancy;
    private final InstantSource clock;

    // Written and read by the scheduler and the start alone, one after the other.
    private final Map<String, PriceBookView> told = new HashMap<>();

    PriceAnnouncement(
            PriceBooks books,
            OwnPrices prices,
            Organisations organisations,
            Outbox outbox,
            Tenancy tenancy,
            InstantSource clock) {
        this.books = books;
        this.prices = prices;
        this.organisations = organisations;
        this.outbox = outbox;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        tell();
    }

    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void tell() {
        Instant now = clock.instant();
        PriceBook book = tenancy.asNobody(() -> books.all().at(now)).orElse(null);
        if (book == null) {
            return;
        }
        tenancy.asNobody(() -> said(PUBLIC, book.view()));
        told.put(PUBLIC, book.view());
        boolean tiered = book.of(SkuKind.TOKENS).stream()
                .anyMatch(entry -> Pricing.of(entry).counts());
        Set<UUID> concerned = new TreeSet<>(tiered ? organisations.all() : tenancy.asJobs(books::withContracts));
        told.keySet().stream()
                .filter(key -> !key.equals(PUBLIC))
                .map(UUID::fromString)
                .forEach(concerned::add);
        for (UUID organisation : concerned) {
            String key = organisation.toString();
            tenancy.asOrganisation(
                            organisation, () -> own(organisation, now, tiered).map(view -> said(key, view)))
                    .ifPresent(view -> told.put(key, view));
        }
    }

    private PriceBookView said(String key, PriceBookView view) {
        if (!view.equals(told.get(key))) {
            outbox.state(Topics.PRICES, key, PricesPublished.TYPE, new PricesPublished(view));
        }
        return view;
    }

    /// Empty if the public book says it all.
    private Optional<PriceBookView> own(UUID organisation, Instant now, boolean tiered) {
        PriceList list = books.of(organisation);
        PriceBook book = list.at(now).orElse(null);
        PriceBook contract = list.contractAt(now).orElse(null);
        if (book == null || (contract == null && !tiered && !told.containsKey(organisation.toString()))) {
            return Optional.empty();
        }
        List<TokenPrice> tokens = prices.of(organisation, now).stream()
                .filter(price -> price.entry().kind() == SkuKind.TOKENS && price.unitPrice() != null)
                .map(price -> new TokenPrice(
                        price.entry().item(),
                        Objects.requireNonNullElse(price.entry().bucket(), Bucket.INPUT),
                        Objects.requireNonNull(price.unitPrice())))
                .toList();
        Instant until = list.nextCut(now).orElse(null);
        return Optional.of(new PriceBookView(
                contract == null ? book.version() : contract.version(),
                contract == null ? book.from() : contract.from(),
                until,
                book.currency(),
                book.vatRate(),
                List.of(),
                tokens));
    }
}
