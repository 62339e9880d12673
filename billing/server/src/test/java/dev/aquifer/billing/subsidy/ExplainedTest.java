package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.AccrualView;
import dev.aquifer.billing.caller.Tenancy;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The worked examples whose charges are cut up can be followed segment by segment.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ExplainedTest {
    @Inject
    Town town;

    @Inject
    Accruals accruals;

    @Inject
    Grants grants;

    @Inject
    Tenancy tenancy;

    @Inject
    Ids ids;

    @Test
    void what_lies_before_the_grant_is_a_segment_of_its_own() {
        // given: E4
        var tern = town.organisation("Tern");
        town.grant(
                tern, town.programme(null, null), "0.08", Books.at("2026-04-15T00:00"), Books.at("2027-01-01T00:00"));

        // when
        var view = accrued(tern, "2026-04-10T00:00", "2026-04-20T00:00", "88888.88");

        // then
        assertThat(view.segments()).extracting(one -> one.net().toString()).containsExactly("44444.44", "44444.44");
        assertThat(view.segments())
                .extracting(one -> one.entitlement().toString())
                .containsExactly("0.00", "3555.55");
        assertThat(view.segments()).extracting(one -> one.eligible()).containsExactly(false, true);
        assertThat(view.segments().getFirst().until()).isEqualTo(Books.at("2026-04-15T00:00"));
        assertThat(view.accrued()).hasToString("3555.55");
    }

    @Test
    void each_ratio_is_a_segment_of_its_own() {
        // given: E5
        var tern = town.organisation("Tern");
        var grant = town.grant(
                tern, town.programme(null, null), "0.10", Books.at("2026-01-01T00:00"), Books.at("2027-01-01T00:00"));
        var lower = new RatioVersion(ids.next(), Books.at("2026-09-11T08:00"), new BigDecimal("0.06"));
        QuarkusTransaction.requiringNew()
                .run(() -> tenancy.asAssessor(() -> {
                    grants.add(grant, List.of(lower), "the company has shrunk", Books.at("2026-09-11T08:00"));
                    return true;
                }));

        // when
        var view = accrued(tern, "2026-09-01T00:00", "2026-10-01T00:00", "296755.20");

        // then
        assertThat(view.ratio()).isNull();
        assertThat(view.segments()).extracting(one -> one.net().toString()).containsExactly("102215.68", "194539.52");
        assertThat(view.segments())
                .extracting(one -> one.ratio().toPlainString())
                .containsExactly("0.10", "0.06");
        assertThat(view.segments())
                .extracting(one -> one.entitlement().toString())
                .containsExactly("10221.56", "11672.37");
        assertThat(view.segments().getLast().version()).isEqualTo(lower.id());
        assertThat(view.accrued()).hasToString("21893.93");
    }

    private AccrualView accrued(UUID organisation, String from, String until, String net) {
        var charge = ids.next();
        return town.as(organisation, () -> {
            accruals.accrue(List.of(new ChargeNow(
                    charge,
                    organisation,
                    "lease",
                    "inference",
                    "other",
                    Books.at(from),
                    Books.at(until),
                    Money.of(net),
                    YearMonth.of(2026, 9))));
            return accruals.of(charge).getFirst();
        });
    }
}
