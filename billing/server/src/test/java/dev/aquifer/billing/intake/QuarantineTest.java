package dev.aquifer.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.api.quarantine.QuarantineState;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.api.quarantine.RetryOutcome;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.intake.Quarantine.Person;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// What was put aside is taken in once, or given up with a reason; each act is in the audit log.
@QuarkusTest
@WithTestResource(BillingServers.class)
class QuarantineTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Person OPERATOR = new Person("op", "Olive Operator");

    @Inject
    Given given;

    @Inject
    FactIntake intake;

    @Inject
    Quarantine quarantine;

    @Inject
    QuarantineDesk desk;

    @Inject
    Organisations organisations;

    @Inject
    Tenancy tenancy;

    @Test
    void a_fact_that_eight_retry_at_once_is_billed_once() throws Exception {
        // given
        UUID organisation = given.id();
        ConsumerRecord<String, String> entry = usage(organisation, 7);
        take(List.of(entry));
        UUID fact = id(entry);
        assertThat(find(fact).code()).isEqualTo(QuarantineReason.UNKNOWN_ORGANISATION);
        appears(organisation);

        // when
        List<Boolean> took = together(8, () -> {
            try {
                return desk.retry(fact, OPERATOR).state() == QuarantineState.TAKEN_IN;
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("Conflict");
                return false;
            }
        });

        // then
        assertThat(took).filteredOn(one -> one).hasSize(1);
        assertThat(find(fact).state()).isEqualTo(QuarantineState.TAKEN_IN);
        assertThat(find(fact).settledBy()).isEqualTo("Olive Operator");
        assertThat(tokens(organisation)).isEqualTo(7);
        assertThat(audited(organisation, "quarantine.taken-in")).isEqualTo(1);
    }

    @Test
    @TestSecurity(user = "op", roles = "operator")
    @OidcSecurity(claims = {@Claim(key = "sub", value = "op"), @Claim(key = "name", value = "Olive Operator")})
    void a_repair_sent_again_under_its_key_gets_the_first_answer() {
        // given
        UUID organisation = given.id();
        ConsumerRecord<String, String> retried = usage(organisation, 7);
        ConsumerRecord<String, String> unwanted = usage(organisation, 8);
        ConsumerRecord<String, String> rest = usage(organisation, 9);
        take(List.of(retried, unwanted, rest));
        appears(organisation);

        // when, then: the first answer again, and a conflict without the key
        for (Command command : List.of(
                new Command(id(retried) + "/retry", Map.of(), 409),
                new Command(id(unwanted) + "/write-off", Map.of("reason", "a test run"), 409),
                new Command("retries", Map.of("code", "UNKNOWN_ORGANISATION"), 200))) {
            String key = UUID.randomUUID().toString();
            String first = command.send(key, 200);
            assertThat(command.send(key, 200)).as(command.path()).isEqualTo(first);
            command.send(UUID.randomUUID().toString(), command.afterwards());
        }
        assertThat(tokens(organisation)).isEqualTo(16);
        assertThat(audited(organisation, "quarantine.taken-in")).isEqualTo(2);
        assertThat(audited(organisation, "quarantine.written-off")).isEqualTo(1);
    }

    private record Command(String path, Map<String, String> body, int afterwards) {
        String send(String key, int status) {
            return RestAssured.given()
                    .contentType("application/json")
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/api/operator/quarantine/" + path)
                    .then()
                    .statusCode(status)
                    .extract()
                    .asString();
        }
    }

    @Test
    void a_fact_that_is_refused_again_stays_open_with_the_new_reason() {
        // given
        UUID organisation = given.id();
        UsageRecorded usage = given.usage(organisation, given.id(), Instant.now(), new Tokens(7, 0, 0, 0, 0));
        ConsumerRecord<String, String> entry =
                given.entry(Topics.USAGE, organisation, given.recorded(usage).replace(Given.MODEL, "no-such-model"));
        take(List.of(entry));
        appears(organisation);

        // when
        QuarantinedFact now = desk.retry(id(entry), OPERATOR);

        // then
        assertThat(now.state()).isEqualTo(QuarantineState.OPEN);
        assertThat(now.code()).isEqualTo(QuarantineReason.NO_PRICE);
        assertThat(now.field()).isEqualTo("data.modelSlug");
        assertThat(now.retries()).isEqualTo(1);
        assertThat(audited(organisation, "quarantine.refused-again")).isEqualTo(1);
        assertThat(tokens(organisation)).isZero();
    }

    @Test
    void all_of_one_reason_are_taken_in_once_though_three_retry_them_and_some_come_by_kafka_too() throws Exception {
        // given
        UUID organisation = given.id();
        List<ConsumerRecord<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            entries.add(usage(organisation, 10));
        }
        take(entries);
        appears(organisation);
        take(entries.subList(0, 30));

        // when
        List<RetryOutcome> outcomes = together(3, () -> desk.retryAll(QuarantineReason.UNKNOWN_ORGANISATION, OPERATOR));

        // then
        assertThat(outcomes.stream().mapToLong(RetryOutcome::takenIn).sum()).isGreaterThanOrEqualTo(450);
        assertThat(tokens(organisation)).isEqualTo(4_500);
        assertThat(given.asSuperuser("select s.remark, count(*) from quarantine q join quarantine_settlement s"
                        + " on s.quarantine_id = q.id where q.named_organisation = '" + organisation
                        + "' group by 1 order by 1"))
                .containsExactly(List.of("taken in", "420"), List.of("the same fact was there already", "30"));
    }

    @Test
    void what_is_written_off_is_kept_and_cannot_be_retried() {
        // given
        UUID organisation = given.id();
        ConsumerRecord<String, String> entry = usage(organisation, 7);
        take(List.of(entry));
        appears(organisation);

        // when
        QuarantinedFact now = desk.writeOff(id(entry), "a test run of the gateway", OPERATOR);

        // then
        assertThat(now.state()).isEqualTo(QuarantineState.WRITTEN_OFF);
        assertThat(now.remark()).isEqualTo("a test run of the gateway");
        assertThat(now.body()).isEqualTo(entry.value());
        assertThatThrownBy(() -> desk.retry(id(entry), OPERATOR)).hasMessageContaining("Conflict");
        assertThatThrownBy(() -> desk.writeOff(id(entry), "again", OPERATOR)).hasMessageContaining("Conflict");
        assertThat(audited(organisation, "quarantine.written-off")).isEqualTo(1);
        assertThat(tokens(organisation)).isZero();
    }

    @Test
    void lists_show_one_reason_in_one_state_and_how_many_are_open() {
        // given
        ConsumerRecord<String, String> nonsense = given.entry(Topics.USAGE, given.id(), "{nonsense");
        take(List.of(nonsense, usage(given.id(), 1)));

        // when
        List<QuarantinedFact> found =
                tenancy.asNobody(() -> quarantine.list(QuarantineReason.NOT_JSON, QuarantineState.OPEN, null, 200));

        // then
        assertThat(found).extracting(QuarantinedFact::id).contains(id(nonsense));
        assertThat(found).allSatisfy(fact -> assertThat(fact.code()).isEqualTo(QuarantineReason.NOT_JSON));
        assertThat(tenancy.asNobody(quarantine::reasons))
                .filteredOn(count -> count.code() == QuarantineReason.NOT_JSON)
                .singleElement()
                .satisfies(count -> assertThat(count.open()).isEqualTo(found.size()));
    }

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(work);
            }
            for (Future<T> each : pool.invokeAll(all)) {
                results.add(each.get());
            }
            return results;
        }
    }

    private ConsumerRecord<String, String> usage(UUID organisation, long input) {
        return given.entry(
                Topics.USAGE,
                organisation,
                given.recorded(
                        given.usage(organisation, new UUID(0, 9), Instant.now(), new Tokens(input, 0, 0, 0, 0))));
    }

    private void take(List<ConsumerRecord<String, String>> entries) {
        QuarkusTransaction.requiringNew().run(() -> intake.take(entries));
    }

    private void appears(UUID organisation) {
        organisations.save(new OrganisationChanged(
                organisation, "Late", "s" + organisation, List.of(new OrganisationChanged.Member("ann", Role.OWNER))));
        await().atMost(SOON).until(() -> organisations.known(organisation));
    }

    private UUID id(ConsumerRecord<String, String> entry) {
        return UUID.fromString(
                String.valueOf(given.asSuperuser("select id from quarantine where record_offset = " + entry.offset())
                        .getFirst()
                        .getFirst()));
    }

    private QuarantinedFact find(UUID fact) {
        return tenancy.asNobody(() -> quarantine.find(fact).orElseThrow());
    }

    private long tokens(UUID organisation) {
        return number(
                "select coalesce(sum(quantity), 0)::bigint from charge where organisation_id = '" + organisation + "'");
    }

    private long audited(UUID organisation, String action) {
        return number("select count(*) from audit_entry where organisation_id = '" + organisation + "' and action = '"
                + action + "'");
    }

    private long number(String query) {
        return Long.parseLong(String.valueOf(given.asSuperuser(query).getFirst().getFirst()));
    }
}
