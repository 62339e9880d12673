package dev.aquifer.billing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.price.ChipComparison;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The comparison of chips: what is measured, and what a million tokens cost by it.
@QuarkusTest
@WithTestResource(BillingServers.class)
class ChipSpeedsTest {

    private static final String OWN = "own-model-of-tern";

    @Inject
    Given given;

    @Inject
    ChipSpeeds speeds;

    @Inject
    Comparison comparison;

    @Inject
    Tenancy tenancy;

    @Test
    void requests_at_the_same_time_count_once() {
        UUID organisation = given.id();
        Instant start = Instant.parse("2026-11-01T00:00:00Z");

        assertThat(ChipSpeeds.busyMillis(List.of(
                        own(organisation, start, 10),
                        own(organisation, start.plusMillis(500), 10),
                        own(organisation, start.plusSeconds(10), 10))))
                .isEqualTo(900 + 500 + 900);
    }

    @Test
    void a_million_tokens_cost_chips_times_hours() {
        // 1,000 tokens/s on 8 chips at 18.50: a million take 1,000 s, and 8 × 18.50 × 1,000 ÷ 3,600 = 41.111…
        assertThat(Comparison.perMillion(new BigDecimal("18.50"), 8, 5_000, 5_000))
                .isEqualByComparingTo("41.111111");
        assertThat(Comparison.speed(5_000, 5_000)).isEqualByComparingTo("1000");
    }

    @Test
    void an_own_model_is_compared_by_own_requests_and_hidden_from_others() {
        // given
        UUID organisation = given.organisation("Tern", "ann=OWNER");
        UUID other = given.organisation("Gull", "bob=OWNER");
        UsageRecorded usage = own(organisation, Instant.now().minusSeconds(5), 450);
        given.send(Topics.USAGE, organisation, given.recorded(usage));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                given.asSuperuser("select 1 from fact where request = '" + usage.request() + "'"))
                        .isNotEmpty());

        // when
        speeds.measure();

        // then: 450 tokens in 0.9 s at 0.60 an hour
        ChipComparison own = tenancy.asOrganisation(organisation, () -> comparison.of(organisation, OWN));
        ChipComparison.OnChip first = own.chips().getFirst();
        assertThat(first.chipType()).isEqualTo("local-cpu");
        assertThat(first.outputTokensPerSecond()).isEqualByComparingTo("500");
        assertThat(first.list()).isEqualByComparingTo("0.333333");
        assertThat(own.chips()).filteredOn(chip -> chip.list() == null).hasSizeGreaterThan(30);
        assertThat(tenancy.asOrganisation(other, () -> comparison.of(other, OWN))
                        .chips())
                .allSatisfy(chip -> assertThat(chip.outputTokensPerSecond()).isNull());

        // when: measured again, nothing is counted twice
        speeds.measure();

        // then
        assertThat(tenancy.asOrganisation(organisation, () -> comparison.of(organisation, OWN))
                        .chips()
                        .getFirst()
                        .requests())
                .isEqualTo(1);
    }

    /// Of a dedicated deployment, 900 ms.
    private UsageRecorded own(UUID organisation, Instant at, long output) {
        UsageRecorded usage = given.usage(organisation, new UUID(0, 3), at, new Tokens(0, 0, 0, output, 0));
        return new UsageRecorded(
                usage.organisation(),
                usage.key(),
                usage.playground(),
                usage.request(),
                usage.deployment(),
                usage.deploymentName(),
                OWN,
                false,
                usage.replica(),
                usage.chipType(),
                usage.simulated(),
                usage.operation(),
                usage.streamed(),
                usage.outcome(),
                usage.tokens(),
                usage.startedAt(),
                usage.durationMillis(),
                usage.firstTokenMillis());
    }
}
