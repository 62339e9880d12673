package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// Who waits for whom while subsidies accrue: nobody for programmes that he holds nothing under, and no two for
/// each other.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ProgrammeLocksTest {
    private static final Instant FROM = Books.at("2026-01-01T00:00");
    private static final Instant UNTIL = Books.at("2028-01-01T00:00");

    @Inject
    Town town;

    @Inject
    Accruals accruals;

    @Inject
    Ledger ledger;

    @Inject
    Tenancy tenancy;

    @Inject
    Sql sql;

    @Inject
    Ids ids;

    @Test
    void another_programme_that_is_locked_holds_nobody_up() throws SQLException {
        var own = town.programme(null, null);
        var other = town.programme(null, null);
        var tern = town.organisation("Tern");
        town.grant(tern, own, "0.10", FROM, UNTIL);
        var charge = lease(tern, "50.00");
        var url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);

        try (var connection = DriverManager.getConnection(url, "billing_owner", "billing_owner");
                var locking = connection.prepareStatement(
                        "select used from programme_use where programme_id = ? for update")) {
            connection.setAutoCommit(false);
            locking.setObject(1, other);
            locking.executeQuery();
            town.as(tern, () -> {
                sql.update("set local lock_timeout = '3s'");
                return accruals.accrue(List.of(charge));
            });
            connection.rollback();
        }

        assertThat(town.programmeUsed(own)).isEqualTo(Money.of("5.00"));
    }

    /// Each transaction accrues for two organisations that hold different programmes, in either order.
    @Test
    void transactions_over_several_organisations_never_wait_for_each_other() throws InterruptedException {
        var programmes = List.of(town.programme(null, null), town.programme(null, null));
        var organisations = new ArrayList<UUID>();
        for (int i = 0; i < 4; i++) {
            organisations.add(town.organisation("Racer " + i));
        }
        // Of the first pair the earlier organisation holds the later programme, of the second it is the other way
        // round.
        for (int i = 0; i < 4; i++) {
            town.grant(organisations.get(i), programmes.get(i == 0 || i == 3 ? 1 : 0), "0.10", FROM, UNTIL);
        }
        var work = new ArrayList<Runnable>();
        for (int i = 0; i < 80; i++) {
            var pair = new TreeSet<>(i % 2 == 0 ? organisations.subList(0, 2) : organisations.subList(2, 4));
            work.add(() -> QuarkusTransaction.requiringNew().run(() -> {
                tenancy.asJobs(() -> {
                    ledger.lock(pair);
                    accruals.lock(pair);
                    return true;
                });
                tenancy.asEach(pair, organisation -> accruals.accrue(List.of(lease(organisation, "1.00"))));
            }));
        }

        try (var threads = Executors.newFixedThreadPool(32)) {
            for (var each : work.stream().<Future<?>>map(threads::submit).toList()) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    throw new AssertionError(e.getCause());
                }
            }
        }

        for (var programme : programmes) {
            assertThat(town.programmeUsed(programme)).isEqualTo(Money.of("8.00"));
        }
    }

    private ChargeNow lease(UUID organisation, String net) {
        return new ChargeNow(
                ids.next(),
                organisation,
                "lease",
                "inference",
                "other",
                Books.at("2026-06-01T00:00"),
                Books.at("2026-06-02T00:00"),
                Money.of(net),
                YearMonth.of(2026, 6));
    }
}
