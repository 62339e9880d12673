package dev.aquifer.engine;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// As many platform threads as the model has slots, and a bounded queue before them.
///
/// The threads block in native code, so they are no virtual threads. A call with several answers takes a place for
/// each; it is taken whole or not at all.
final class WorkQueue implements AutoCloseable {
    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final int places;
    private final List<Thread> threads;

    WorkQueue(int slots, int queue) {
        this.places = slots + queue;
        this.threads = java.util.stream.IntStream.range(0, slots)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("slot-" + i).unstarted(this::work))
                .toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /// Whether the tasks were taken; false if there is no room for all of them.
    boolean offer(List<? extends Runnable> tasks) {
        int count = tasks.size();
        while (true) {
            int now = held.get();
            if (now + count > places) {
                return false;
            }
            if (held.compareAndSet(now, now + count)) {
                waiting.addAll(tasks);
                return true;
            }
        }
    }

    int running() {
        return running.get();
    }

    int queued() {
        return Math.max(0, held.get() - running.get());
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            Runnable task;
            try {
                task = waiting.take();
            } catch (InterruptedException e) {
                return;
            }
            running.incrementAndGet();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                EngineLog.line("task failed", "error", e.getClass().getName());
            } finally {
                running.decrementAndGet();
                held.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
