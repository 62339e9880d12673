package dev.aquifer.billing.charge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A subsidy may pay a bonus for domestic chips: which chips a charge's tokens ran on must not hang on its first
/// fact.
@QuarkusTest
@WithTestResource(BillingServers.class)
class TokenOriginTest {
    @Inject
    Shop shop;

    @Test
    void tokens_on_chips_of_another_origin_are_a_charge_of_their_own() {
        UUID organisation = shop.known();

        shop.tokensOn(organisation, "local-cpu", 1_000_000);
        shop.tokensOn(organisation, "huawei-ascend-910b4", 2_000_000, 3_000_000);
        shop.tokensOn(organisation, "local-cpu", 4_000_000);

        assertThat(shop.of(organisation)).extracting(Charge::chipOrigin).containsExactlyInAnyOrder("other", "CN");
        assertThat(quantity(organisation, "other")).isEqualByComparingTo("5000000");
        assertThat(quantity(organisation, "CN")).isEqualByComparingTo("5000000");
        assertThat(shop.unbilled(organisation)).isEqualTo(shop.net(organisation));
    }

    @Test
    void a_charge_that_is_there_keeps_its_id() {
        UUID one = shop.known();
        shop.tokensOn(one, "local-cpu", 1_000_000);
        UUID first = shop.of(one).getFirst().id();

        shop.tokensOn(one, "local-cpu", 1_000_000);

        assertThat(shop.of(one)).extracting(Charge::id).containsExactly(first);
    }

    private BigDecimal quantity(UUID organisation, String origin) {
        return shop.of(organisation).stream()
                .filter(charge -> charge.chipOrigin().equals(origin))
                .map(Charge::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
