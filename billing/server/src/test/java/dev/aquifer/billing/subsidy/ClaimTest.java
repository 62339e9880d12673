package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.AdjustmentLine;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Claims, settlements, decisions and clawbacks against the real database, with the ledger beside them.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ClaimTest {
    private static final Instant FROM = Books.at("2026-01-01T00:00");
    private static final Instant UNTIL = Books.at("2028-01-01T00:00");
    private static final YearMonth JUNE = YearMonth.of(2026, 6);

    @Inject
    Town town;

    @Inject
    Accruals accruals;

    @Inject
    ClaimDesk claims;

    @Inject
    GrantDesk grants;

    @Inject
    Ledger ledger;

    @Inject
    Ids ids;

    @Inject
    InstantSource clock;

    @Test
    void a_claim_in_part_paid_is_shared_and_its_shortfall_charged() {
        var programme = town.programme(null, null);
        var tern = organisation(programme, "Tern", "0.10");
        var gull = organisation(programme, "Gull", "0.10");
        var c1 = accrue(tern, 1, 2, "1000.00");
        var c2 = accrue(tern, 2, 3, "500.05");
        var c3 = accrue(gull, 2, 3, "333.33");
        var claim = ids.next();

        assertThat(now(() -> claims.claim(claim, programme))).hasToString("183.33");
        assertThat(lines(tern)).allMatch(line -> line.state().equals("CLAIMED"));
        assertThat(balance(tern, Account.subsidyClaimed(programme))).hasToString("150.00");
        assertThat(balance(tern, Account.subsidyAccrued(programme))).hasToString("0.00");
        assertThatThrownBy(() -> now(() -> claims.settle(claim, Money.of("183.34"))))
                .isInstanceOf(IllegalArgumentException.class);
        var sums = now(() -> claims.settle(claim, Money.of("100.00")));

        assertThat(sums)
                .containsEntry(tern, sum("150.00", "81.82", "68.18"))
                .containsEntry(gull, sum("33.33", "18.18", "15.15"));
        assertThat(accruedOn(tern, c1)).hasToString("54.55");
        assertThat(accruedOn(tern, c2)).hasToString("27.27");
        assertThat(accruedOn(gull, c3)).hasToString("18.18");
        assertThat(town.programmeUsed(programme)).hasToString("100.00");
        assertThat(lines(tern)).allMatch(line -> line.state().equals("PAID"));
        assertThat(lines(tern).stream().map(SubsidyLine::amount))
                .containsExactly(Money.of("100.00"), Money.of("50.00"));
        assertThat(adjustments(tern).stream().map(AdjustmentLine::amount))
                .containsExactly(Money.of("45.45"), Money.of("22.73"));
        assertThat(adjustments(tern)).allMatch(line -> line.kind().equals("SHORTFALL") && claim.equals(line.claim()));
        assertThat(balance(tern, Account.CASH)).hasToString("81.82");
        assertThat(balance(tern, Account.subsidyClaimed(programme))).hasToString("0.00");
        assertThat(balance(tern, Account.UNBILLED)).hasToString("-81.82");
        assertThat(now(() -> claims.rows(claim)).stream().map(ClaimLines.Row::paid))
                .containsExactly(Money.of("54.55"), Money.of("27.27"), Money.of("18.18"));
    }

    @Test
    void what_is_given_back_after_it_was_paid_is_a_negative_line_of_the_next_claim() {
        var programme = town.programme(null, null);
        var tern = organisation(programme, "Tern", "0.10");
        var c1 = accrue(tern, 1, 2, "1000.00");
        var first = ids.next();
        now(() -> claims.claim(first, programme));
        now(() -> claims.settle(first, Money.of("100.00")));

        town.as(tern, () -> accruals.credited(List.of(lease(tern, c1, 1, 2, "800.00"))));
        accrue(tern, 2, 3, "500.00");
        var second = ids.next();

        assertThat(now(() -> claims.claim(second, programme))).hasToString("30.00");
        now(() -> claims.settle(second, Money.of("15.00")));
        assertThat(accruedOn(tern, c1)).hasToString("80.00");
        assertThat(town.programmeUsed(programme)).hasToString("115.00");
        assertThat(balance(tern, Account.CASH)).hasToString("115.00");
        assertThat(now(() -> claims.claim(ids.next(), programme))).hasToString("0.00");
    }

    @Test
    void a_clawback_shrinks_the_claim_under_way_and_makes_a_debt_of_what_was_paid() {
        var programme = town.programme(null, null);
        var tern = town.organisation("Tern");
        var grant = town.grant(tern, programme, "0.10", FROM, UNTIL);
        var c1 = accrue(tern, 1, 11, "1000.00");
        var paid = ids.next();
        now(() -> claims.claim(paid, programme));
        now(() -> claims.settle(paid, Money.of("100.00")));
        var c2 = accrue(tern, 1, 11, "400.00");
        var underWay = ids.next();
        now(() -> claims.claim(underWay, programme));
        var c3 = accrue(tern, 11, 21, "500.00");

        var clawedBack = now(() -> grants.clawBack(tern, grant.id(), day(6), "false statements"));

        assertThat(clawedBack).isEqualTo(new GrantDesk.ClawedBack(Money.of("70.00"), Money.of("50.00")));
        assertThat(accruedOn(tern, c1)).hasToString("50.00");
        assertThat(accruedOn(tern, c2)).hasToString("20.00");
        assertThat(accruedOn(tern, c3)).hasToString("0.00");
        assertThat(town.programmeUsed(programme)).hasToString("120.00");
        assertThat(now(() -> claims.total(underWay))).hasToString("20.00");
        assertThat(adjustments(tern).stream().map(AdjustmentLine::kind)).containsExactly("CLAWBACK");
        assertThat(balance(tern, Account.programmeRepayable(programme))).hasToString("-50.00");
        assertThat(balance(tern, Account.subsidyClaimed(programme))).hasToString("20.00");
        now(() -> claims.settle(underWay, Money.of("20.00")));
        assertThat(balance(tern, Account.subsidyClaimed(programme))).hasToString("0.00");
        assertThat(balance(tern, Account.subsidyAccrued(programme))).hasToString("0.00");
    }

    @Test
    void a_reassessment_counts_posted_charges_anew_from_its_instant() {
        var programme = town.programme(null, null);
        var tern = town.organisation("Tern");
        var grant = town.grant(tern, programme, "0.10", FROM, UNTIL);
        var c1 = accrue(tern, 1, 11, "1000.00");

        now(() -> grants.reassess(tern, grant.id(), new BigDecimal("0.06"), day(6), "less training"));
        assertThat(accruedOn(tern, c1)).hasToString("80.00");
        now(() -> grants.reassess(tern, grant.id(), new BigDecimal("0.20"), day(6), "more training"));

        assertThat(accruedOn(tern, c1)).hasToString("150.00");
        assertThat(town.sum(tern, "select coalesce(sum(amount), 0) as sum from accrual where month = ?", open()))
                .hasToString("50.00");
    }

    @Test
    void of_a_programme_that_reimburses_nothing_stands_on_the_bill() {
        var programme = town.programme(null, null);
        town.owner("alter table programme_version disable trigger programme_version_keep");
        town.owner("update programme_version set mode = 'REIMBURSE' where programme_id = ?", programme);
        town.owner("alter table programme_version enable trigger programme_version_keep");
        var tern = organisation(programme, "Tern", "0.10");
        var c1 = accrue(tern, 1, 2, "1000.00");
        var claim = ids.next();
        now(() -> claims.claim(claim, programme));

        now(() -> claims.settle(claim, Money.of("60.00")));

        assertThat(town.as(tern, () -> accruals.accruedOn(List.of(c1))).get(c1))
                .extracting(Accrued::amount)
                .hasToString("0.00");
        assertThat(lines(tern)).allMatch(line -> !line.deducted());
        assertThat(adjustments(tern)).isEmpty();
        assertThat(balance(tern, Account.UNBILLED)).hasToString("0.00");
        assertThat(balance(tern, Account.memoExpected(programme))).hasToString("0.00");
        assertThat(town.programmeUsed(programme)).hasToString("60.00");
    }

    @Test
    void a_least_spend_accrues_the_earlier_charges_when_it_is_reached_and_two_programmes_share_a_charge() {
        var first = town.programme(null, null);
        var second = town.programme("30.00", null);
        town.owner("alter table programme_version disable trigger programme_version_keep");
        town.owner("update programme_version set min_spend = 1000, priority = 2 where programme_id = ?", second);
        town.owner("alter table programme_version enable trigger programme_version_keep");
        var tern = town.organisation("Tern");
        town.grant(tern, first, "0.50", FROM, UNTIL);
        town.grant(tern, second, "0.02", FROM, UNTIL);
        var c1 = accrue(tern, 1, 2, "600.00");
        assertThat(reasons(tern, c1)).containsExactly("BELOW_MINIMUM");

        var c2 = accrue(tern, 2, 3, "400.00");
        var c3 = accrue(tern, 3, 4, "1000.00");

        assertThat(accruedOn(tern, c1)).hasToString("312.00");
        assertThat(accruedOn(tern, c2)).hasToString("208.00");
        assertThat(accruedOn(tern, c3)).hasToString("510.00");
        assertThat(reasons(tern, c3)).containsExactly("BUDGET");
        assertThat(town.programmeUsed(second)).hasToString("30.00");
    }

    /// Invariant 1 with everything at once: posting, credit notes, claims, settlements and reassessments by 32
    /// threads. In the end budget, ceiling and limit are filled by as much as they hold, to the fen.
    @Test
    void thirty_two_threads_end_exactly_at_the_bounds() throws InterruptedException, ExecutionException {
        var programme = town.programme("100.00", "40.00");
        var organisations = new ArrayList<UUID>();
        for (int i = 0; i < 4; i++) {
            organisations.add(organisation(programme, "Racer " + i, "0.50"));
        }
        var random = new Random(4);
        var work = new ArrayList<Runnable>();
        for (int i = 0; i < 320; i++) {
            var organisation = organisations.get(i % 4);
            var charge = ids.next();
            var net = Money.ofFen(40 + random.nextInt(60));
            work.add(() -> post(lease(organisation, charge, 1, 2, net.toString())));
            if (i % 8 == 0) {
                work.add(() -> town.as(
                        organisation, () -> accruals.credited(List.of(lease(organisation, charge, 1, 2, "0.10")))));
            }
            if (i % 40 == 20) {
                work.add(() -> {
                    var claim = ids.next();
                    var total = now(() -> claims.claim(claim, programme));
                    now(() -> claims.settle(claim, total.isNegative() ? total : Money.ofFen(total.fen() / 2)));
                });
            }
        }

        atOnce(work);
        // Whatever was given back is there for those who come now: enough to fill every bound.
        for (var organisation : organisations) {
            accrue(organisation, 2, 3, "100.00");
        }

        assertThat(town.programmeUsed(programme)).hasToString("100.00");
        var all = Money.ZERO;
        for (var organisation : organisations) {
            var accrued = town.sum(organisation, "select coalesce(sum(amount), 0) as sum from accrual");
            assertThat(accrued).isBetween(Money.ZERO, Money.of("40.00"));
            for (var statement : List.of(
                    "select coalesce(sum(used), 0) as sum from organisation_use",
                    "select coalesce(sum(used), 0) as sum from subsidy_grant",
                    "select coalesce(sum(accrued), 0) as sum from charge_share")) {
                assertThat(town.sum(organisation, statement)).as(statement).isEqualTo(accrued);
            }
            assertThat(balance(organisation, Account.subsidyAccrued(programme)))
                    .isEqualTo(town.sum(
                            organisation,
                            "select coalesce(sum(accrued - claimed - paid), 0) as sum from charge_share"));
            assertThat(balance(organisation, Account.subsidyClaimed(programme))).hasToString("0.00");
            assertThat(balance(organisation, Account.CASH))
                    .isEqualTo(town.sum(organisation, "select coalesce(sum(paid), 0) as sum from charge_share"));
            all = all.plus(accrued);
        }
        assertThat(all).hasToString("100.00");
    }

    private static void atOnce(List<Runnable> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(32)) {
            for (var each : work.stream().<Future<?>>map(threads::submit).toList()) {
                each.get();
            }
        }
    }

    private UUID organisation(UUID programme, String name, String ratio) {
        var organisation = town.organisation(name);
        town.grant(organisation, programme, ratio, FROM, UNTIL);
        return organisation;
    }

    private UUID accrue(UUID organisation, int from, int until, String net) {
        var charge = ids.next();
        post(lease(organisation, charge, from, until, net));
        return charge;
    }

    private void post(ChargeNow charge) {
        town.as(charge.organisation(), () -> accruals.accrue(List.of(charge)));
    }

    private static <T> T now(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    private Money accruedOn(UUID organisation, UUID charge) {
        return town.as(organisation, () -> accruals.accruedOn(List.of(charge)))
                .getOrDefault(charge, Accrued.NOTHING)
                .amount();
    }

    private List<String> reasons(UUID organisation, UUID charge) {
        return town.as(organisation, () -> accruals.accruedOn(List.of(charge)))
                .getOrDefault(charge, Accrued.NOTHING)
                .reasons();
    }

    private List<SubsidyLine> lines(UUID organisation) {
        return town.as(organisation, () -> accruals.lines(organisation, JUNE));
    }

    private List<AdjustmentLine> adjustments(UUID organisation) {
        return town.as(organisation, () -> accruals.adjustments(organisation, open()));
    }

    private YearMonth open() {
        return ServiceTime.month(clock.instant());
    }

    private Money balance(UUID organisation, Account account) {
        Map<YearMonth, Money> balances = town.as(organisation, () -> ledger.balances(organisation, account));
        return balances.values().stream().reduce(Money.ZERO, Money::plus);
    }

    private static Settlement.Sum sum(String claimed, String paid, String shortfall) {
        return new Settlement.Sum(Money.of(claimed), Money.of(paid), Money.of(shortfall));
    }

    private static ChargeNow lease(UUID organisation, UUID charge, int from, int until, String net) {
        return new ChargeNow(
                charge, organisation, "lease", "inference", "other", day(from), day(until), Money.of(net), JUNE);
    }

    private static Instant day(int day) {
        return Books.at("2026-06-%02dT00:00".formatted(day));
    }
}
