package dev.aquifer.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// B2, B3 and B8: what was acknowledged is recovered, a failed force is final, and the journal is bounded.
class JournalTest {
    private static final long SEED = Long.getLong("aquifer.seed", 20261125L);

    @TempDir
    Path folder;

    static UsageSettings settings(Path folder, String... more) {
        Map<String, String> values = new HashMap<>();
        values.put("aquifer.usage.folder", folder.toString());
        values.put("aquifer.usage.bootstrap-servers", "127.0.0.1:1");
        for (String setting : more) {
            int at = setting.indexOf('=');
            values.put("aquifer.usage." + setting.substring(0, at), setting.substring(at + 1));
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(UsageSettings.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(UsageSettings.class);
    }

    private static byte[] payload(int number) {
        return ("{\"id\":" + number + ",\"fill\":\"" + "x".repeat(number % 50) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> expected(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new String(payload(i), StandardCharsets.UTF_8))
                .toList();
    }

    private void write(Path into, int count, String... more) throws Exception {
        try (var journal = Journal.open(settings(into, more), SegmentChannels.FILES)) {
            // Groups of ten: what waits together is written together, and a segment ends between groups.
            for (int i = 0; i < count; i += 10) {
                List<CompletableFuture<Void>> group = new ArrayList<>();
                for (int j = i; j < Math.min(count, i + 10); j++) {
                    group.add(journal.append(payload(j)));
                }
                CompletableFuture.allOf(group.toArray(CompletableFuture[]::new)).get();
            }
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_a_restart_in_order_over_segments() throws Exception {
        // given
        write(folder, 500, "segment-size=4K");

        // when
        try (var journal = Journal.open(settings(folder, "segment-size=4K"), SegmentChannels.FILES)) {
            journal.append(payload(500)).get();
            assertThat(journal.committed()).isEqualTo(501);
        }

        // then
        assertThat(texts(JournalFolder.records(folder))).isEqualTo(expected(501));
        assertThat(segments(folder).size()).isGreaterThan(1);
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Segment::isSegment).sorted().toList();
        }
    }

    @Test
    void cut_at_every_byte_of_the_last_two_records_it_recovers_an_exact_prefix() throws Exception {
        // given
        write(folder, 20);
        Path file = segments(folder).getFirst();
        byte[] whole = Files.readAllBytes(file);
        int lastTwo = 2 * Segment.FRAME + payload(18).length + payload(19).length;

        for (int length = whole.length; length >= whole.length - lastTwo; length--) {
            // when
            Files.write(file, Arrays.copyOf(whole, length));
            List<String> recovered = texts(JournalFolder.records(folder));

            // then
            int cut = whole.length - length;
            int lost = cut == 0 ? 0 : cut <= Segment.FRAME + payload(19).length ? 1 : 2;
            assertThat(recovered).isEqualTo(expected(20 - lost));
        }
    }

    @Test
    void a_thousand_flipped_bits_give_an_exact_prefix_or_stop() throws Exception {
        // given
        System.out.println("seed=" + SEED);
        var random = new Random(SEED);
        write(folder, 120, "segment-size=2K");
        List<Path> files = segments(folder);
        assertThat(files.size()).isGreaterThanOrEqualTo(2);
        List<String> all = expected(120);
        int prefixes = 0;
        int stops = 0;

        for (int i = 0; i < 1_000; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] whole = Files.readAllBytes(file);
            byte[] flipped = whole.clone();
            int bit = random.nextInt(whole.length * 8);
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, flipped);

            // when
            try {
                List<String> recovered = texts(JournalFolder.records(folder));

                // then
                assertThat(recovered).isEqualTo(all.subList(0, recovered.size()));
                prefixes++;
            } catch (JournalDamagedException e) {
                assertThat(e.offset()).isNotNegative();
                stops++;
            }
            Files.write(file, whole);
        }
        System.out.println("flips recovered as a prefix=" + prefixes + " stopped=" + stops);
        assertThat(prefixes).isPositive();
        assertThat(stops).isPositive();
    }

    @Test
    void a_failed_force_is_final_for_its_segment_and_a_new_one_takes_over() throws Exception {
        // given
        var disk = new FailingDisk();
        try (var journal = Journal.open(settings(folder, "retry-after-failure=100ms"), disk)) {
            journal.append(payload(0)).get();

            // when
            disk.fails = true;
            var refused = journal.append(payload(99));

            // then
            assertThat(refused).failsWithin(Duration.ofSeconds(1));
            assertThat(journal.accepts()).isFalse();
            assertThat(journal.append(payload(98))).isCompletedExceptionally();
            assertThat(journal.failures()).isPositive();
            await().untilAsserted(() -> assertThat(journal.failures()).isGreaterThan(2));
            assertThat(journal.accepts()).isFalse();

            // when: the disk is well again
            disk.fails = false;
            await().until(journal::accepts);
            journal.append(payload(1)).get();
        }

        // then: the record whose force failed never comes back, and no file was forced again after a failure
        assertThat(texts(JournalFolder.records(folder))).isEqualTo(expected(2));
        assertThat(disk.forcedAfterFailure).isFalse();
        assertThat(disk.failures).hasPositiveValue();
    }

    @Test
    void at_its_bound_it_refuses_and_drops_nothing() throws Exception {
        // given
        int taken = 0;
        try (var journal = Journal.open(settings(folder, "limit=16K", "segment-size=4K"), SegmentChannels.FILES)) {
            // when
            while (journal.accepts()) {
                journal.append(payload(taken)).get();
                taken++;
            }

            // then
            assertThat(journal.append(payload(0))).isCompletedExceptionally();
            assertThat(journal.backlogBytes()).isBetween(16L << 10, 18L << 10);

            // when: Kafka has half of it
            journal.trim(taken / 2);

            // then
            assertThat(journal.accepts()).isTrue();
        }
        assertThat(JournalFolder.records(folder).size()).isLessThan(taken).isGreaterThanOrEqualTo(taken / 2);
    }

    @Test
    void a_hole_is_never_passed_over() throws Exception {
        // given
        write(folder, 500, "segment-size=2K");
        try (var journal = Journal.open(settings(folder, "segment-size=2K"), SegmentChannels.FILES)) {
            journal.append(payload(500)).get();
        }
        List<Path> files = segments(folder);
        assertThat(files.size()).isGreaterThan(1);
        byte[] bytes = Files.readAllBytes(files.getFirst());
        bytes[Segment.HEADER + 3 * Segment.FRAME] ^= 1;
        Files.write(files.getFirst(), bytes);

        // then
        assertThatThrownBy(() -> Journal.open(settings(folder), SegmentChannels.FILES))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("offset=");
    }
}
