package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.bill.Closer;
import dev.aquifer.billing.charge.ChargeDesk;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.Purpose;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// R14 with real charges: the ratio is that of the service, the bill the one that is open.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class LateFactTest {
    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);

    @Inject
    Town town;

    @Inject
    Ids ids;

    @Inject
    ChargeDesk charges;

    @Inject
    Accruals accruals;

    @Inject
    Ledger ledger;

    @Inject
    Closer closer;

    @Test
    void a_late_lease_earns_what_its_time_of_service_gives_on_the_open_bill() {
        // given: a tenth until the end of last month, a twentieth from then on
        var programme = town.programme(null, null);
        var tern = town.organisation("Tern");
        var start = ServiceTime.start(running);
        town.grant(tern, programme, "0.10", ServiceTime.start(last), start);
        town.grant(tern, programme, "0.05", start, ServiceTime.start(running.plusMonths(2)));
        lease(tern, ServiceTime.start(last.atDay(3)));
        closer.close(tern, last);

        // when
        lease(tern, ServiceTime.start(last.atDay(20)));
        lease(tern, start);

        // then
        assertThat(town.as(tern, () -> accruals.lines(tern, last)))
                .extracting(line -> line.amount() + " " + line.serviceMonth())
                .containsExactly("1.48 " + last);
        assertThat(town.as(tern, () -> accruals.lines(tern, running)))
                .extracting(line -> line.amount() + " " + line.serviceMonth())
                .containsExactly("1.48 " + last, "0.74 " + running);
        assertThat(town.as(tern, () -> ledger.balances(tern, Account.UNBILLED)))
                .containsEntry(last, Money.ZERO)
                .containsEntry(running, Money.of("27.38"));
        assertThat(town.as(tern, () -> ledger.balances(tern, Account.RECEIVABLE)))
                .containsEntry(last, Money.of("14.21"));
    }

    /// Two chips for an hour at 7.40.
    private void lease(UUID organisation, Instant from) {
        var lease = new LeaseOpened(
                ids.next(),
                organisation,
                new UUID(0, 7),
                "huawei-ascend-910b4",
                "Ascend 910B4",
                "CN",
                true,
                2,
                Purpose.INFERENCE,
                new UUID(0, 8),
                "my-model",
                false,
                from);
        town.as(organisation, () -> {
            ledger.lock(organisation);
            var charging = charges.charge(
                    organisation,
                    List.of(),
                    List.of(
                            new LeaseFact.Opened(ids.next(), lease),
                            new LeaseFact.Closed(
                                    ids.next(),
                                    new LeaseClosed(lease.lease(), organisation, from.plusSeconds(3_600)))));
            charges.save(charging.portions());
            charges.accrue(charging);
            return true;
        });
    }
}
