package dev.aquifer.gateway.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Brings committed events to Kafka on a thread of its own: read a batch, send it, wait until all of it is
/// acknowledged, move the position, remove what is no longer needed. While Kafka is away it tries again each
/// second.
///
/// Batches go in order. One that Kafka took in part is sent whole again, so events may be doubled, under their
/// own ids.
final class Relay implements AutoCloseable {
    private static final int BATCH = 1 << 20;
    private static final long IDLE = Duration.ofSeconds(1).toNanos();
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final RecordHeader CONTENT_TYPE =
            new RecordHeader("content-type", "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
    private static final JsonFactory JSON = new JsonFactory();

    private final Journal journal;
    private final String bootstrapServers;
    private final String topic;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean connected;
    private final AtomicLong position = new AtomicLong();

    // Only the relay's thread touches these.
    private @Nullable KafkaProducer<String, byte[]> producer;
    private @Nullable Segment segment;
    private @Nullable FileChannel channel;
    private long offset;

    Relay(Journal journal, String bootstrapServers, String topic) throws IOException {
        this.journal = journal;
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.position.set(Position.read(journal.folder()));
        this.thread = Thread.ofPlatform().name("usage-relay").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Events that Kafka has acknowledged, counted since the journal's first.
    long position() {
        return position.get();
    }

    /// Whether the last batch was acknowledged.
    boolean connected() {
        return connected;
    }

    private void run() {
        Iterable<Segment> segments = journal.segmentsFor(Thread.currentThread());
        while (!closing) {
            try {
                Segment.Chunk chunk = next(segments);
                if (chunk.payloads().isEmpty()) {
                    LockSupport.parkNanos(this, IDLE);
                } else {
                    send(chunk.payloads());
                    offset = chunk.next();
                    long acknowledged = position.addAndGet(chunk.payloads().size());
                    Position.write(journal.folder(), acknowledged);
                    journal.trim(acknowledged);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (ExecutionException | KafkaException e) {
                if (connected) {
                    Log.warnf("usage relay waits for Kafka reason=%s", e.getMessage());
                }
                connected = false;
                LockSupport.parkNanos(this, IDLE);
            } catch (IOException | RuntimeException e) {
                // Whatever it is: the events are in the journal, and a relay that has ended would leave them there.
                Log.errorf(e, "usage relay cannot read the journal position=%d", position.get());
                connected = false;
                LockSupport.parkNanos(this, IDLE);
            }
        }
        release();
    }

    /// The next committed events; empty if there are none yet.
    private Segment.Chunk next(Iterable<Segment> segments) throws IOException {
        Segment current = segment;
        if (current == null || (current.sealed() && offset >= current.end())) {
            Segment following = following(segments);
            if (following == null) {
                return new Segment.Chunk(List.of(), offset);
            }
            enter(following);
            current = following;
        }
        FileChannel open = channel;
        if (open == null) {
            open = current.openForReading();
            channel = open;
        }
        return current.committed(open, offset, BATCH);
    }

    /// The segment that holds the record at `position`, or will.
    private @Nullable Segment following(Iterable<Segment> segments) {
        long at = position.get();
        for (Segment candidate : segments) {
            if (candidate.first() + candidate.records() > at
                    || (!candidate.sealed() && candidate.first() + candidate.records() == at)) {
                return candidate;
            }
        }
        return null;
    }

    private void enter(Segment next) throws IOException {
        FileChannel old = channel;
        channel = null;
        if (old != null) {
            old.close();
        }
        segment = next;
        offset = Segment.HEADER;
        long skip = position.get() - next.first();
        if (skip > 0) {
            try (FileChannel reading = next.openForReading()) {
                for (long i = 0; i < skip; i++) {
                    offset = Segment.read(reading, offset, next.end(), 1).next();
                }
            }
        }
    }

    private void send(List<byte[]> payloads) throws InterruptedException, ExecutionException, IOException {
        KafkaProducer<String, byte[]> to = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(payloads.size());
        for (byte[] payload : payloads) {
            sent.add(
                    to.send(new ProducerRecord<>(topic, null, null, subject(payload), payload, List.of(CONTENT_TYPE))));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
        if (!connected) {
            connected = true;
            Log.infof("usage relay reaches Kafka position=%d", position.get());
        }
    }

    /// The organisation, by which the topic is partitioned.
    private static String subject(byte[] event) throws IOException {
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("subject");
                parser.nextToken();
                if (found) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
        }
        return "";
    }

    private KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> existing = producer;
        if (existing != null) {
            return existing;
        }
        var made = new KafkaProducer<>(
                Map.<String, Object>ofEntries(
                        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "gateway-usage"),
                        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
                        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000),
                        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000),
                        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000),
                        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L),
                        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip")),
                new StringSerializer(),
                new ByteArraySerializer());
        producer = made;
        return made;
    }

    private void release() {
        KafkaProducer<String, byte[]> made = producer;
        if (made != null) {
            made.close(Duration.ZERO);
        }
        try {
            FileChannel open = channel;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            Log.debugf(e, "segment could not be closed");
        }
    }

    /// Stops after the batch that is under way, within two seconds; what was not acknowledged is sent after the
    /// next start.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(STOP)) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
