package dev.aquifer.billing.charge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What comes of a contract on the bill, in the explorer and in the books: one and the same sum.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
class ContractBillTest {

    @Inject
    Given given;

    @Inject
    Shop shop;

    @Inject
    FeeDesk fees;

    @Inject
    Ledger ledger;

    @Inject
    Tenancy tenancy;

    @Test
    void tiers_discounts_and_fees_give_one_sum_everywhere_and_say_how_they_came_about() {
        // given: 2,900.00 of tiers, 20 hours at 3.20 less 15 %, support at 200.00
        UUID organisation = shop.known("ann");
        shop.contract(
                organisation,
                "2029-03-01",
                null,
                "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'GRADUATED', null, '{1000000}', '{2000,1500}', null, null,"
                        + " null, null, null, 0",
                "'LEASE', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null, 0.15",
                "'FEE', 'support', null, null, 'FLAT', 200, '{}', '{}', null, null, null, null, null, 0");
        shop.tokens(organisation, List.of(new long[] {1, 0, 900_000}, new long[] {2, 0, 700_000}));
        shop.lease(
                organisation,
                given.lease(organisation, "nvidia-a10", 1, Shop.START),
                Shop.START.plus(Duration.ofHours(20)));
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            fees.settle(organisation, Shop.MONTH);
        });

        // when
        JsonPath bill = get(organisation, "/api/bills/2029-03");

        // then
        assertThat(bill.getString("net")).isEqualTo("3154.40");
        assertThat(bill.getString("vat")).isEqualTo("189.26");
        assertThat(bill.getList("groups.kind", String.class)).containsExactly("LEASE", "TOKENS", "FEE");
        assertThat(shop.unbilled(organisation)).isEqualTo(Money.of("3154.40"));
        for (String by : List.of("DAY", "DEPLOYMENT", "KEY", "CHIP", "BUCKET")) {
            JsonPath split = get(organisation, "/api/usage/split?month=2029-03&by=" + by);
            assertThat(split.getString("total.net")).as(by).isEqualTo("3154.40");
            assertThat(split.getList("parts.figures.net", String.class).stream()
                            .map(Money::of)
                            .reduce(Money.ZERO, Money::plus))
                    .as(by)
                    .isEqualTo(Money.of("3154.40"));
        }

        // and
        JsonPath lease = charge(bill, organisation, 0, 0);
        assertThat(lease.getString("charge.list")).isEqualTo("64.00");
        assertThat(lease.getString("charge.discount")).isEqualTo("9.60");
        assertThat(lease.getString("arithmetic")).endsWith("64.00 − 15 % (9.60) = 54.40");
        assertThat(List.of(
                        charge(bill, organisation, 1, 0).getString("arithmetic"),
                        charge(bill, organisation, 1, 1).getString("arithmetic")))
                .anySatisfy(text -> assertThat(text).endsWith("= 2900.00 − 1800.00 = 1100.00"));
        assertThat(charge(bill, organisation, 2, 0).getString("charge.item")).isEqualTo("flat-fee");
    }

    private static JsonPath charge(JsonPath bill, UUID organisation, int group, int line) {
        return get(organisation, "/api/charges/" + bill.getString("groups[" + group + "].charges[" + line + "].id"));
    }

    private static JsonPath get(UUID organisation, String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
