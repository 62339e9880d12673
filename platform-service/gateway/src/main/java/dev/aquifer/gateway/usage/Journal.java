package dev.aquifer.gateway.usage;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The durable journal of usage events, by group commit: one writer thread takes all that waits, writes it
/// once, forces it once, then completes the futures. Whoever appends never blocks and takes no lock.
///
/// A failed write or force ends its segment for good: the kernel may have dropped the pages, so a second force
/// could succeed and lie. From then on `accepts()` is false until a new segment could be begun.
public final class Journal implements AutoCloseable {
    private static final long QUEUE_LIMIT = 64L << 20;
    private static final long IDLE = Duration.ofSeconds(1).toNanos();

    private final Path folder;
    private final long limit;
    private final long segmentSize;
    private final long retryNanos;
    private final SegmentChannels channels;
    private final Thread writer;

    // Event loops add, the writer takes; the counter bounds what waits.
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    // The writer adds at the end, the relay removes from the front.
    private final ConcurrentLinkedDeque<Segment> segments;
    private final AtomicLong diskBytes = new AtomicLong();
    private volatile boolean broken;
    private volatile boolean closing;
    private volatile boolean idle;
    private volatile long committed;
    private volatile @Nullable Thread reader;

    // Only the writer touches these.
    private @Nullable FileChannel channel;
    private long written;
    private long retryAt;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

    private static final class Waiting {
        final byte[] payload;
        final CompletableFuture<Void> done = new CompletableFuture<>();

        Waiting(byte[] payload) {
            this.payload = payload;
        }
    }

    private Journal(UsageSettings settings, SegmentChannels channels, List<Segment> recovered) {
        this.folder = settings.folder();
        this.limit = settings.limit().asLongValue();
        this.segmentSize = settings.segmentSize().asLongValue();
        this.retryNanos = settings.retryAfterFailure().toNanos();
        this.channels = channels;
        this.segments = new ConcurrentLinkedDeque<>(recovered);
        recovered.forEach(segment -> diskBytes.addAndGet(segment.end()));
        this.committed = recovered.isEmpty()
                ? 0
                : recovered.getLast().first() + recovered.getLast().records();
        this.writer = Thread.ofPlatform().name("usage-journal").daemon().unstarted(this::write);
    }

    /// Recovers what is in the folder and begins a new segment.
    ///
    /// @throws JournalDamagedException if acknowledged records cannot be read
    public static Journal open(UsageSettings settings, SegmentChannels channels) throws IOException {
        Files.createDirectories(settings.folder());
        long position = Position.read(settings.folder());
        var journal = new Journal(settings, channels, Recovery.read(settings.folder(), position));
        journal.committed = Math.max(journal.committed, position);
        journal.begin();
        journal.writer.start();
        return journal;
    }

    /// Whether an event could be made durable now; asked before a chargeable request is sent to an engine.
    public boolean accepts() {
        return !broken && !closing && diskBytes.get() + queuedBytes.get() < limit && queuedBytes.get() < QUEUE_LIMIT;
    }

    /// Makes an event durable. The future completes on the writer's thread after the force; it fails with
    /// `JournalUnavailableException` if the event is not, and never will be, part of the journal.
    public CompletableFuture<Void> append(byte[] payload) {
        var waiting = new Waiting(payload);
        if (payload.length == 0 || payload.length > Segment.LONGEST) {
            waiting.done.completeExceptionally(new JournalUnavailableException("an event has 1 to 1,048,576 bytes"));
        } else if (!accepts()) {
            waiting.done.completeExceptionally(new JournalUnavailableException("the journal takes no events now"));
        } else {
            queuedBytes.addAndGet(payload.length + Segment.FRAME);
            queue.add(waiting);
            if (idle) {
                LockSupport.unpark(writer);
            }
        }
        return waiting.done;
    }

    /// Events that are durable, counted since the journal's first.
    public long committed() {
        return committed;
    }

    /// Bytes on disk that Kafka has not acknowledged yet, in whole segments.
    public long backlogBytes() {
        return diskBytes.get();
    }

    /// Writes or forces that failed since the start.
    public long failures() {
        return failures.get();
    }

    public boolean broken() {
        return broken;
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>();
        while (true) {
            take(batch);
            if (!batch.isEmpty()) {
                commit(batch);
                batch.clear();
            } else if (closing) {
                break;
            } else if (broken && System.nanoTime() - retryAt >= 0) {
                retry();
            } else {
                idle = true;
                if (queue.isEmpty() && !closing) {
                    LockSupport.parkNanos(this, IDLE);
                }
                idle = false;
            }
        }
        seal();
    }

    private void take(List<Waiting> batch) {
        long bytes = 0;
        while (bytes < Segment.LONGEST) {
            Waiting next = queue.poll();
            if (next == null) {
                return;
            }
            batch.add(next);
            bytes += next.payload.length + Segment.FRAME;
        }
    }

    private void commit(List<Waiting> batch) {
        int bytes = 0;
        for (Waiting waiting : batch) {
            bytes += waiting.payload.length + Segment.FRAME;
        }
        try {
            if (channel != null && written >= segmentSize) {
                seal();
                begin();
            }
            FileChannel open = channel;
            if (open == null) {
                throw new IOException("no segment is open");
            }
            append(open, batch, bytes);
        } catch (IOException e) {
            fail(e);
            queuedBytes.addAndGet(-bytes);
            var why = new JournalUnavailableException("the journal's disk failed");
            batch.forEach(waiting -> waiting.done.completeExceptionally(why));
            return;
        }
        queuedBytes.addAndGet(-bytes);
        batch.forEach(waiting -> waiting.done.complete(null));
        Thread relay = reader;
        if (relay != null) {
            LockSupport.unpark(relay);
        }
    }

    private void append(FileChannel open, List<Waiting> batch, int bytes) throws IOException {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes);
        }
        buffer.clear();
        for (Waiting waiting : batch) {
            Segment.frame(buffer, waiting.payload);
        }
        writeFully(open, buffer.flip());
        open.force(false);
        written += bytes;
        diskBytes.addAndGet(bytes);
        Segment segment = segments.getLast();
        segment.committed(written, segment.records() + batch.size());
        committed = segment.first() + segment.records();
    }

    private static void writeFully(FileChannel open, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            open.write(bytes);
        }
    }

    /// Begins a segment; its header says where the acknowledged records of the one before end.
    private void begin() throws IOException {
        Segment before = segments.peekLast();
        long first = committed;
        Path file = Segment.file(folder, first);
        if (before != null && before.first() == first) {
            // Nothing was ever acknowledged in it: the name is free for the new one.
            segments.removeLast();
            diskBytes.addAndGet(-before.end());
            before = segments.peekLast();
        }
        Files.deleteIfExists(file);
        FileChannel opened = channels.open(file);
        try {
            writeFully(opened, Segment.header(new Segment.Header(first, before == null ? -1 : before.end())));
            opened.force(true);
            forceFolder();
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        segments.addLast(new Segment(file, first, Segment.HEADER, 0, false));
        diskBytes.addAndGet(Segment.HEADER);
        channel = opened;
        written = Segment.HEADER;
    }

    // A new file's name is durable only when its folder is.
    private void forceFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder)) {
            directory.force(true);
        }
    }

    private void fail(IOException e) {
        failures.incrementAndGet();
        retryAt = System.nanoTime() + retryNanos;
        if (!broken) {
            broken = true;
            Log.errorf(e, "journal failed, chargeable requests are refused folder=%s", folder);
        }
        seal();
    }

    private void retry() {
        try {
            begin();
            broken = false;
            Log.infof("journal goes on in a new segment folder=%s record=%d", folder, committed);
        } catch (IOException e) {
            failures.incrementAndGet();
            retryAt = System.nanoTime() + retryNanos;
        }
    }

    private void seal() {
        FileChannel open = channel;
        channel = null;
        Segment segment = segments.peekLast();
        if (segment != null) {
            segment.seal();
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                Log.warnf(e, "journal segment could not be closed");
            }
        }
    }

    /// The relay's view: segments from the oldest on. It is woken after each commit.
    Iterable<Segment> segmentsFor(Thread relay) {
        reader = relay;
        return segments;
    }

    /// Removes sealed segments whose records are all below `position`; the newest stays as the successor's witness.
    void trim(long position) throws IOException {
        while (segments.size() > 1) {
            Segment oldest = segments.getFirst();
            if (!oldest.sealed() || oldest.first() + oldest.records() > position) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            segments.removeFirst();
            diskBytes.addAndGet(-oldest.end());
        }
    }

    Path folder() {
        return folder;
    }

    /// Commits what waits, then closes the segment.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Waiting left;
        while ((left = queue.poll()) != null) {
            left.done.completeExceptionally(new JournalUnavailableException("the journal is closed"));
        }
    }
}
