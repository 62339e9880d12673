package dev.aquifer.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Bad input, each kind with its outcome: put aside with its reason in a word and the member that is to blame;
/// nothing of it is billed, nothing of it is lost, and the good facts of the same batch are billed.
@QuarkusTest
@WithTestResource(BillingServers.class)
class BadInputTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Given given;

    @Inject
    FactIntake intake;

    @Inject
    MembershipIntake memberships;

    @Inject
    Organisations organisations;

    private record Bad(
            ConsumerRecord<String, String> entry,
            QuarantineReason code,
            @Nullable String field) {}

    @Test
    void each_kind_of_bad_input_is_put_aside_with_the_field_named() {
        // given
        UUID organisation = known("BadInput");
        UUID other = known("Other");
        List<Bad> bad = new ArrayList<>();
        bad.add(as(organisation, "{nonsense", QuarantineReason.NOT_JSON, null));
        bad.add(as(organisation, "", QuarantineReason.NOT_JSON, null));
        bad.add(as(organisation, "[]", QuarantineReason.NOT_JSON, null));
        bad.add(with(
                organisation, "\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", "WRONG_VERSION", "specversion"));
        bad.add(with(organisation, "\"specversion\":\"1.0\",", "", "MISSING", "specversion"));
        bad.add(with(organisation, "\"subject\":\"" + organisation + "\"", "\"subject\":7", "MISSING", "subject"));
        bad.add(with(organisation, "usage.recorded.v1", "usage.dreamt.v1", "UNKNOWN_METER", "type"));
        bad.add(with(organisation, "\"input\":5", "\"input\":-5", "QUANTITY", "data.tokens.input"));
        bad.add(with(organisation, "\"input\":5", "\"input\":1.5", "QUANTITY", "data.tokens.input"));
        bad.add(with(organisation, "\"input\":5", "\"input\":9999999999", "QUANTITY", "data.tokens.input"));
        bad.add(with(organisation, "\"input\":5", "\"input\":1e400", "QUANTITY", "data.tokens.input"));
        bad.add(with(organisation, "\"input\":5", "\"input\":\"many\"", "QUANTITY", "data.tokens.input"));
        bad.add(with(organisation, "\"input\":5", "\"input\":null", "MISSING", "data.tokens.input"));
        bad.add(with(organisation, "\"input\":5,", "", "MISSING", "data.tokens.input"));
        bad.add(with(organisation, "\"input\":5", "\"input\":5,\"audio\":3", "UNKNOWN_METER", "data.tokens.audio"));
        bad.add(with(
                organisation, "\"durationMillis\":900", "\"durationMillis\":-1", "QUANTITY", "data.durationMillis"));
        bad.add(with(organisation, "\"data\":{", "\"data\":{\"currency\":\"USD\",", "CURRENCY", "data.currency"));
        bad.add(with(organisation, "\"COMPLETED\"", "\"EXPLODED\"", "WRONG_VALUE", "data.outcome"));
        bad.add(with(organisation, Given.MODEL, "no-such-model", "NO_PRICE", "data.modelSlug"));
        bad.add(with(
                organisation,
                "\"data\":{\"organisation\":\"" + organisation,
                "\"data\":{\"organisation\":\"" + other,
                "FOREIGN",
                "data.organisation"));
        bad.add(new Bad(
                given.entry(Topics.USAGE, other, good(organisation, Instant.now())),
                QuarantineReason.FOREIGN,
                "subject"));
        bad.add(as(
                organisation,
                good(organisation, Instant.now().plus(Duration.ofHours(1))),
                QuarantineReason.FUTURE,
                "time"));
        bad.add(as(
                organisation,
                good(organisation, Instant.parse("2019-01-01T00:00:00Z")),
                QuarantineReason.NO_PRICE,
                "data.modelSlug"));
        UUID stranger = given.id();
        bad.add(as(stranger, good(stranger, Instant.now()), QuarantineReason.UNKNOWN_ORGANISATION, "subject"));
        LeaseOpened lease = given.lease(organisation, "nvidia-h20-96g", 1, Instant.now());
        bad.add(lease(
                organisation, given.opened(lease).replace("\"chips\":1", "\"chips\":0"), "QUANTITY", "data.chips"));
        bad.add(lease(
                organisation, given.opened(lease).replace("\"chips\":1", "\"chips\":-8"), "QUANTITY", "data.chips"));
        bad.add(lease(
                organisation, given.opened(lease).replace("\"other\"", "\"Mars\""), "WRONG_VALUE", "data.chipOrigin"));
        bad.add(lease(
                organisation,
                given.opened(lease).replace("nvidia-h20-96g", "abacus-9000"),
                "NO_PRICE",
                "data.chipType"));
        List<ConsumerRecord<String, String>> batch = new ArrayList<>();
        for (Bad each : bad) {
            batch.add(each.entry());
            batch.add(given.entry(Topics.USAGE, organisation, good(organisation, Instant.now())));
        }

        // when
        QuarkusTransaction.requiringNew().run(() -> intake.take(batch));

        // then
        for (Bad each : bad) {
            assertThat(given.asSuperuser("select code, field, body, record_key from quarantine where record_offset = "
                            + each.entry().offset()))
                    .as(each.entry().value())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.get(0)).isEqualTo(each.code().name());
                        assertThat(row.get(1)).isEqualTo(each.field());
                        assertThat(row.get(2)).isEqualTo(each.entry().value());
                        assertThat(row.get(3)).isEqualTo(each.entry().key());
                    });
        }
        assertThat(tokens(organisation)).isEqualTo(5L * bad.size());
        assertThat(given.asSuperuser("select count(*) from lease where organisation_id = '" + organisation + "'")
                        .getFirst())
                .containsExactly("0");
    }

    @Test
    void what_was_used_before_an_organisation_was_deleted_is_billed_and_what_came_after_is_put_aside() {
        // given
        UUID organisation = known("Gone");
        Instant deleted = Instant.now().minus(Duration.ofHours(2));
        QuarkusTransaction.requiringNew()
                .run(() -> memberships.take(List.of(new ConsumerRecord<>(
                        "organisations.v1",
                        0,
                        0,
                        deleted.toEpochMilli(),
                        org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                        0,
                        0,
                        organisation.toString(),
                        null,
                        new org.apache.kafka.common.header.internals.RecordHeaders(),
                        java.util.Optional.empty()))));
        ConsumerRecord<String, String> before =
                given.entry(Topics.USAGE, organisation, good(organisation, deleted.minusSeconds(60)));
        ConsumerRecord<String, String> after = given.entry(
                Topics.USAGE, organisation, good(organisation, Instant.now().minusSeconds(60)));

        // when
        QuarkusTransaction.requiringNew().run(() -> intake.take(List.of(before, after)));

        // then
        assertThat(tokens(organisation)).isEqualTo(5);
        assertThat(given.asSuperuser("select code from quarantine where record_offset = " + after.offset())
                        .getFirst())
                .containsExactly("ORGANISATION_GONE");
    }

    private Bad as(UUID organisation, String body, QuarantineReason code, @Nullable String field) {
        return new Bad(given.entry(Topics.USAGE, organisation, body), code, field);
    }

    /// A good event with one place changed.
    private Bad with(UUID organisation, String place, String other, String code, String field) {
        String event = good(organisation, Instant.now());
        assertThat(event).contains(place);
        return as(organisation, event.replace(place, other), QuarantineReason.valueOf(code), field);
    }

    private Bad lease(UUID organisation, String body, String code, String field) {
        return new Bad(given.entry(Topics.LEASES, organisation, body), QuarantineReason.valueOf(code), field);
    }

    private String good(UUID organisation, Instant at) {
        UsageRecorded usage = given.usage(organisation, new UUID(0, 9), at, new Tokens(5, 0, 0, 0, 0));
        return given.recorded(usage);
    }

    private long tokens(UUID organisation) {
        return Long.parseLong(String.valueOf(given.asSuperuser("select coalesce(sum(quantity), 0)::bigint from charge"
                        + " where organisation_id = '" + organisation + "'")
                .getFirst()
                .getFirst()));
    }

    private UUID known(String name) {
        UUID organisation = given.organisation(name);
        await().atMost(SOON).until(() -> organisations.known(organisation));
        return organisation;
    }
}
