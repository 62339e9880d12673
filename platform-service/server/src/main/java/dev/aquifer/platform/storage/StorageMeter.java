package dev.aquifer.platform.storage;

import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.storage.StorageRecorded;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.outbox.Outbox;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Meters kept files: a fact for each file and full hour, and one for what is left when a file is deleted. A fact
/// leaves in the transaction that moves its file's row on, so a crash loses no window and doubles none; hours in
/// which the server was down are made up for, since the files were kept.
@ApplicationScoped
public class StorageMeter {
    private static final int FILES = 100;
    /// Windows of one file in one transaction; the hours of more than a week.
    private static final int WINDOWS = 200;

    private final KeptFiles files;
    private final Outbox outbox;
    private final Tenancy tenancy;
    private final InstantSource clock;

    StorageMeter(KeptFiles files, Outbox outbox, Tenancy tenancy, InstantSource clock) {
        this.files = files;
        this.outbox = outbox;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// A file that an organisation has begun to keep.
    ///
    /// @param name as the organisation calls its model
    public record NewFile(UUID organisation, UUID model, String name, String slug, long bytes) {}

    /// Begins to meter. In the transaction that enters the file, bound to its organisation.
    @Transactional(TxType.MANDATORY)
    public void begin(NewFile file, Instant at) {
        files.add(new Kept(
                file.organisation(),
                file.model(),
                file.name(),
                file.slug(),
                file.bytes(),
                at.truncatedTo(ChronoUnit.SECONDS)));
    }

    /// Meters up to now and ends. In the transaction that deletes the file, bound to its organisation. What is not
    /// metered is left alone.
    @Transactional(TxType.MANDATORY)
    public void end(UUID organisation, UUID model) {
        Instant now = clock.instant();
        files.lock(organisation, model).ifPresent(file -> {
            file.windows(now, Integer.MAX_VALUE).forEach(this::state);
            files.remove(file);
        });
    }

    @Scheduled(every = "30s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void meter() {
        try {
            meterFullHours();
        } catch (RuntimeException failed) {
            Log.warnf(failed, "stored files are metered later");
        }
    }

    /// @return how many facts were stated
    int meterFullHours() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        int stated = 0;
        for (int more = meterSome(hour); more > 0; more = meterSome(hour)) {
            stated += more;
        }
        return stated;
    }

    private int meterSome(Instant hour) {
        return tenancy.asJobs(() -> {
            int stated = 0;
            for (Kept file : files.lockBehind(hour, FILES)) {
                List<StorageRecorded> windows = file.windows(hour, WINDOWS);
                files.metered(file, windows.getLast().until());
                windows.forEach(this::state);
                stated += windows.size();
            }
            return stated;
        });
    }

    private void state(StorageRecorded window) {
        UUID id = Ids.of(window.until(), window.organisation() + " " + window.model() + " " + window.from());
        outbox.recordAs(
                id,
                window.until(),
                new Outbox.Place(Topics.LEASES, window.organisation().toString()),
                StorageRecorded.TYPE,
                window.organisation(),
                window);
    }
}
