package dev.aquifer.billing.bill;

import dev.aquifer.billing.ledger.MoneyMoved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.function.Consumer;

/// Lets a test step in at the last moment before an organisation's close commits.
@ApplicationScoped
class Interruptions {

    private volatile Consumer<UUID> before = organisation -> {};

    void before(Consumer<UUID> work) {
        before = work;
    }

    void moved(@Observes MoneyMoved event) {
        before.accept(event.organisation());
    }
}
