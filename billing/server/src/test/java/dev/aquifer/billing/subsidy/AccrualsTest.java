package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.billing.sql.SqlFailed;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The accruing transaction against the real database, also when many run at once.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class AccrualsTest {
    private static final Instant FROM = Books.at("2026-01-01T00:00");
    private static final Instant UNTIL = Books.at("2028-01-01T00:00");
    private static final YearMonth JUNE = YearMonth.of(2026, 6);

    @Inject
    Town town;

    @Inject
    Accruals accruals;

    @Inject
    AccrualDesk desk;

    @Inject
    Ledger ledger;

    @Inject
    Ids ids;

    @Inject
    Sql sql;

    @Test
    void an_accrual_is_posted_once_and_follows_its_charge() {
        var programme = town.programme(null, null);
        var tern = town.organisation("Tern");
        town.grant(tern, programme, "0.10", FROM, UNTIL);
        var charge = ids.next();

        accrue(lease(tern, charge, "100.07"));
        accrue(lease(tern, charge, "100.07"));
        assertThat(accruedOn(tern, charge)).hasToString("10.00");

        accrue(lease(tern, charge, "250.00"));
        assertThat(accruedOn(tern, charge)).hasToString("25.00");

        accrue(lease(tern, charge, "50.00"));
        assertThat(accruedOn(tern, charge)).hasToString("5.00");
        assertThat(town.sum(tern, "select count(*) as sum from accrual where charge_id = ?", charge))
                .hasToString("3.00");
        assertThat(town.as(tern, () -> ledger.balances(tern, Account.subsidyAccrued(programme))))
                .containsEntry(JUNE, Money.of("5.00"));
        assertThat(town.as(tern, () -> ledger.balances(tern, Account.UNBILLED))).containsEntry(JUNE, Money.of("-5.00"));
        assertThat(town.programmeUsed(programme)).hasToString("5.00");
        var view = town.as(tern, () -> accruals.of(charge)).getFirst();
        assertThat(view.ratio()).isEqualByComparingTo("0.10");
        assertThat(view.entitlement()).hasToString("5.00");
        assertThat(view.reason()).isNull();
    }

    @Test
    void a_kind_that_the_programme_does_not_pay_for_says_so_and_without_a_grant_there_is_nothing() {
        var programme = town.programme(null, null);
        var tern = town.organisation("Tern");
        var gull = town.organisation("Gull");
        town.grant(tern, programme, "0.10", FROM, UNTIL);
        var tokens = ids.next();
        var without = ids.next();

        accrue(new ChargeNow(tokens, tern, "tokens", "inference", "other", day(1), day(2), Money.of("9.00"), JUNE));
        accrue(lease(gull, without, "9.00"));

        assertThat(town.as(tern, () -> accruals.accruedOn(List.of(tokens))).get(tokens))
                .isEqualTo(new Accrued(Money.ZERO, List.of("NOT_ELIGIBLE"), false));
        assertThat(town.as(gull, () -> accruals.accruedOn(List.of(without)))).isEmpty();
        assertThat(town.as(gull, () -> accruals.accruedOn(List.of(tokens)))).isEmpty();
    }

    @Test
    void ratios_and_headroom_of_now() {
        var programme = town.programme("100.00", "40.00");
        var tern = town.organisation("Tern");
        assertThat(town.as(tern, () -> accruals.ratioNow(tern, "lease", "inference", "other")))
                .isEqualTo(RatioNow.NONE);
        assertThat(town.as(tern, () -> accruals.possibleRatio("lease", "inference", "other")))
                .isEqualByComparingTo("0.50");
        assertThat(town.as(tern, () -> accruals.possibleRatio("tokens", "inference", "other")))
                .isEqualByComparingTo("0");

        town.grant(tern, programme, "0.25", FROM, UNTIL);
        accrue(lease(tern, ids.next(), "100.00"));

        assertThat(town.as(tern, () -> accruals.ratioNow(tern, "lease", "inference", "other"))
                        .ratio())
                .isEqualByComparingTo("0.25");
        var ratios = town.as(tern, () -> accruals.ratiosNow(tern));
        assertThat(ratios).hasSize(1);
        assertThat(ratios.getFirst().kind()).isEqualTo("lease");
        assertThat(ratios.getFirst().headroom()).isEqualByComparingTo("15.00");
    }

    /// C2 and the invariants 1, 2, 6 and 7: hundreds of postings of a fen or two at once against a budget and
    /// ceilings.
    @Test
    void no_budget_and_no_ceiling_is_overshot_at_any_concurrency() throws InterruptedException {
        var programme = town.programme("9.00", "3.01");
        var organisations = new ArrayList<UUID>();
        for (int i = 0; i < 4; i++) {
            var organisation = town.organisation("Racer " + i);
            town.grant(organisation, programme, "0.50", FROM, UNTIL);
            organisations.add(organisation);
        }
        var random = new Random(20261125);
        var postings = new ArrayList<List<ChargeNow>>();
        for (var organisation : organisations) {
            for (int i = 0; i < 100; i++) {
                var batch = new ArrayList<ChargeNow>();
                for (int j = 0; j <= random.nextInt(4); j++) {
                    batch.add(lease(organisation, ids.next(), "0.0" + (2 + random.nextInt(4))));
                }
                postings.add(batch);
                if (i % 10 == 0) {
                    postings.add(batch);
                }
            }
        }
        Collections.shuffle(postings, random);

        atOnce(postings.stream()
                .<Runnable>map(batch -> () -> accrue(batch.toArray(ChargeNow[]::new)))
                .toList());

        assertThat(town.programmeUsed(programme)).hasToString("9.00");
        var all = Money.ZERO;
        for (var organisation : organisations) {
            var accrued = town.sum(
                    organisation,
                    "select coalesce(sum(amount), 0) as sum from accrual where programme_id = ?",
                    programme);
            assertThat(accrued).isBetween(Money.ZERO, Money.of("3.01"));
            assertThat(town.sum(organisation, "select coalesce(sum(used), 0) as sum from organisation_use"))
                    .isEqualTo(accrued);
            assertThat(town.sum(organisation, "select coalesce(sum(used), 0) as sum from subsidy_grant"))
                    .isEqualTo(accrued);
            assertThat(town.sum(organisation, "select coalesce(sum(accrued), 0) as sum from charge_share"))
                    .isEqualTo(accrued);
            assertThat(town.sum(
                            organisation,
                            "select count(*) as sum from charge_share where accrued < 0 or accrued > entitlement"))
                    .hasToString("0.00");
            assertThat(town.as(organisation, () -> ledger.balances(organisation, Account.subsidyAccrued(programme))))
                    .containsEntry(JUNE, accrued);
            all = all.plus(accrued);
        }
        assertThat(all).hasToString("9.00");
    }

    @Test
    void two_hundred_at_once_in_steps_of_a_fen_end_exactly_at_the_ceiling() throws InterruptedException {
        var programme = town.programme(null, "1.50");
        var tern = town.organisation("Tern");
        town.grant(tern, programme, "0.50", FROM, UNTIL);
        var postings = new ArrayList<Runnable>();
        for (int i = 0; i < 200; i++) {
            var charge = lease(tern, ids.next(), "0.02");
            postings.add(() -> accrue(charge));
        }

        atOnce(postings);

        assertThat(town.programmeUsed(programme)).hasToString("1.50");
        assertThat(town.sum(tern, "select used as sum from organisation_use where programme_id = ?", programme))
                .hasToString("1.50");
        assertThat(town.sum(tern, "select count(*) as sum from charge_share where reason = 'CEILING'"))
                .hasToString("50.00");
    }

    @Test
    void a_grant_that_is_approved_later_pays_for_what_was_posted_in_that_order() {
        var programme = town.programme(null, "20.00");
        var tern = town.organisation("Tern");
        var second = ids.next();
        var first = ids.next();
        accrue(lease(tern, first, day(20), day(21), "150.00"));
        accrue(lease(tern, second, day(10), day(11), "100.00"));
        var grant = town.grant(tern, programme, "0.10", day(10).plusSeconds(43_200), UNTIL);

        town.as(tern, () -> {
            desk.approved(grant);
            return true;
        });

        assertThat(accruedOn(tern, first)).hasToString("15.00");
        assertThat(accruedOn(tern, second)).hasToString("5.00");
        assertThat(town.as(tern, () -> accruals.accruedOn(List.of(second))))
                .containsEntry(second, new Accrued(Money.of("5.00"), List.of("NOT_ELIGIBLE"), true));
    }

    @Test
    void the_database_itself_refuses_what_would_break_a_bound() {
        var programme = town.programme("1.00", "1.00");
        var tern = town.organisation("Tern");
        var grant = town.grant(tern, programme, "0.10", FROM, UNTIL);
        accrue(lease(tern, ids.next(), "5.00"));

        for (var statement : List.of(
                "update programme_use set used = budget + 0.01 where programme_id = '" + programme + "'",
                "update programme_use set used = -0.01 where programme_id = '" + programme + "'",
                "update organisation_use set used = ceiling + 0.01",
                "update charge_share set accrued = entitlement + 0.01",
                "update accrual set amount = amount + 0.01",
                "delete from accrual",
                "truncate accrual",
                "update evidence set file_name = 'x'",
                "delete from evidence",
                "update decision set approved = true",
                "delete from decision",
                "update grant_version set ratio = 1",
                "update subsidy_grant set valid_until = now()",
                "delete from charge_basis",
                "insert into subsidy_grant (organisation_id, id, programme_id, application_id, valid_from, valid_until,"
                        + " granted_at) values ('" + tern + "', gen_random_uuid(), '" + programme
                        + "', gen_random_uuid(), now(), now() + interval '1 day', now())",
                "update programme_version set max_ratio = 1")) {
            assertThatThrownBy(() -> town.as(tern, () -> sql.update(statement)))
                    .as(statement)
                    .isInstanceOf(SqlFailed.class);
        }
        assertThatThrownBy(() ->
                        town.owner("update programme_version set max_ratio = 0.9 where programme_id = ?", programme))
                .hasMessageContaining("never changed");
        assertThatThrownBy(
                        () -> town.grant(tern, programme, "0.10", grant.from().plusSeconds(1), UNTIL))
                .hasMessageContaining("subsidy_grant_no_overlap");
    }

    private void accrue(ChargeNow... charges) {
        town.as(charges[0].organisation(), () -> accruals.accrue(List.of(charges)));
    }

    private Money accruedOn(UUID organisation, UUID charge) {
        return town.as(organisation, () -> accruals.accruedOn(List.of(charge)))
                .getOrDefault(charge, Accrued.NOTHING)
                .amount();
    }

    private static void atOnce(List<Runnable> work) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = work.stream().<Future<?>>map(threads::submit).toList();
            for (var each : running) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    throw new AssertionError(e.getCause());
                }
            }
        }
    }

    private static ChargeNow lease(UUID organisation, UUID charge, String net) {
        return lease(organisation, charge, day(1), day(2), net);
    }

    private static ChargeNow lease(UUID organisation, UUID charge, Instant from, Instant until, String net) {
        return new ChargeNow(charge, organisation, "lease", "inference", "other", from, until, Money.of(net), JUNE);
    }

    private static Instant day(int day) {
        return Books.at("2026-06-%02dT00:00".formatted(day));
    }
}
