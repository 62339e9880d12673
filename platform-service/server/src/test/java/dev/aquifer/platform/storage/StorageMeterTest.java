package dev.aquifer.platform.storage;

import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.MovedClock;
import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.CloudEvent;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.model.ModelView;
import dev.aquifer.platform.api.storage.StorageRecorded;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.model.TestModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/// What is kept is stated: hour by hour, without gap or overlap, to the second of the deletion.
@QuarkusTest
@QuarkusTestResource(Servers.class)
class StorageMeterTest {
    @Inject
    StorageMeter meter;

    @Inject
    KeptFiles files;

    @Inject
    MovedClock clock;

    @Inject
    Tenancy tenancy;

    @Inject
    Session session;

    @Inject
    KafkaLog kafka;

    @Test
    void an_upload_is_stated_by_full_hours_until_the_second_of_its_deletion() {
        // given
        UUID tern = People.organisation("Ada");
        ModelView model = TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");
        Instant entered = model.createdAt().truncatedTo(ChronoUnit.SECONDS);

        // when
        clock.by(Duration.ofHours(3));
        meter.meterFullHours();
        Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        in(tern, "Ada").delete("/api/models/" + model.id()).then().statusCode(204);
        Instant after = clock.instant().truncatedTo(ChronoUnit.SECONDS);

        // then
        await().untilAsserted(() -> assertThat(facts(tern)).hasSizeGreaterThanOrEqualTo(4));
        List<StorageRecorded> windows =
                facts(tern).stream().map(CloudEvent::data).toList();
        assertThat(windows.getFirst().from()).isEqualTo(entered);
        assertThat(windows.getLast().until()).isBetween(before, after);
        for (int i = 0; i < windows.size(); i++) {
            StorageRecorded window = windows.get(i);
            long seconds = Duration.between(window.from(), window.until()).toSeconds();
            assertThat(window.byteSeconds()).isEqualTo(model.fileBytes() * seconds);
            assertThat(window.bytes()).isEqualTo(model.fileBytes());
            assertThat(window.modelName()).isEqualTo("hopeless");
            assertThat(window.storageClass()).isEqualTo("model-files");
            assertThat(seconds).isBetween(1L, 3600L);
            if (i > 0) {
                assertThat(window.from()).isEqualTo(windows.get(i - 1).until());
                assertThat(window.from()).isEqualTo(window.from().truncatedTo(ChronoUnit.HOURS));
            }
        }
        // and nothing more
        clock.by(Duration.ofHours(2));
        meter.meterFullHours();
        TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");
        clock.by(Duration.ofHours(1));
        meter.meterFullHours();
        await().untilAsserted(() -> assertThat(facts(tern)).hasSizeGreaterThan(windows.size()));
        assertThat(facts(tern).stream().filter(fact -> fact.data().model().equals(model.id())))
                .hasSize(windows.size());
    }

    @Test
    void a_window_that_is_stated_again_is_the_same_fact() {
        // given
        UUID tern = People.organisation("Ada");
        ModelView model = TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");
        Instant entered = model.createdAt().truncatedTo(ChronoUnit.SECONDS);
        clock.by(Duration.ofHours(2));
        meter.meterFullHours();
        await().untilAsserted(() -> assertThat(facts(tern)).hasSizeGreaterThanOrEqualTo(2));
        List<CloudEvent<StorageRecorded>> first = facts(tern);

        // when: as after the return to an older state of the database
        tenancy.asOrganisation(
                tern, () -> files.metered(files.lock(tern, model.id()).orElseThrow(), entered));
        meter.meterFullHours();

        // then
        await().untilAsserted(() -> assertThat(facts(tern)).hasSize(2 * first.size()));
        assertThat(facts(tern).subList(first.size(), 2 * first.size())).isEqualTo(first);
        assertThat(first).allMatch(fact -> fact.id().version() == 7);
        assertThat(first).allMatch(fact -> fact.time().equals(fact.data().until()));
    }

    @Test
    void a_crash_in_the_middle_states_no_window_and_loses_none() {
        // given
        UUID tern = People.organisation("Ada");
        ModelView model = TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");
        Instant entered = model.createdAt().truncatedTo(ChronoUnit.SECONDS);
        clock.by(Duration.ofHours(1));

        // when
        assertThatThrownBy(() -> tenancy.asOrganisation(tern, () -> {
                    meter.end(tern, model.id());
                    session.flush();
                    throw new IllegalStateException("crashed");
                }))
                .isInstanceOf(IllegalStateException.class);
        meter.meterFullHours();

        // then
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        await().untilAsserted(() -> assertThat(facts(tern)).isNotEmpty());
        List<StorageRecorded> windows =
                facts(tern).stream().map(CloudEvent::data).toList();
        assertThat(windows.getFirst().from()).isEqualTo(entered);
        assertThat(windows.getLast().until()).isEqualTo(hour);
        assertThat(windows.stream().mapToLong(StorageRecorded::byteSeconds).sum())
                .isEqualTo(model.fileBytes() * Duration.between(entered, hour).toSeconds());
    }

    @Test
    void what_nobody_metered_before_is_not_stated() {
        // given: a file from before the meter, as the migration finds it
        UUID tern = People.organisation("Ada");
        ModelView model = TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");
        tenancy.asOrganisation(
                tern, () -> files.remove(files.lock(tern, model.id()).orElseThrow()));

        // when
        clock.by(Duration.ofHours(2));
        meter.meterFullHours();
        in(tern, "Ada").delete("/api/models/" + model.id()).then().statusCode(204);

        // then: the catalogue, too, is nobody's to pay
        TestModels.uploadOneThatTheEngineRefuses(tern, "Ada");
        clock.by(Duration.ofHours(1));
        meter.meterFullHours();
        await().untilAsserted(() -> assertThat(facts(tern)).isNotEmpty());
        assertThat(facts(tern)).noneMatch(fact -> fact.data().model().equals(model.id()));
    }

    private List<CloudEvent<StorageRecorded>> facts(UUID organisation) {
        return kafka.messages(Topics.LEASES, organisation.toString()).stream()
                .map(message -> kafka.event(message.value(), StorageRecorded.class))
                .toList();
    }
}
