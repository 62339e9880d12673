package dev.aquifer.platform.model;

import com.sun.management.OperatingSystemMXBean;
import dev.aquifer.platform.api.model.ChipFit;
import dev.aquifer.platform.api.model.MemoryPart;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.chip.Chips;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a model runs on the chips of a pool, and why not: engine, memory, a free chip.
///
/// A share of this machine's CPU has no memory of its own, so there the machine's memory counts. On a simulated pool
/// the chip's memory counts as if it were there, and the machine's too, because the engine runs on it.
@ApplicationScoped
class ModelFitting {
    private final EngineMatrix matrix = EngineMatrix.load();
    private final Chips chips;

    ModelFitting(Chips chips) {
        this.chips = chips;
    }

    ChipFit fit(Model model, List<MemoryPart> memory, PoolView pool) {
        long needed = MemoryEstimate.sum(memory);
        List<String> codes = new ArrayList<>();
        List<String> words = new ArrayList<>();
        String engine = switch (matrix.verdict(model.formats(), model.quantisation(), pool.chipType())) {
            case EngineMatrix.Verdict.Served(String name) -> name;
            case EngineMatrix.Verdict.NotServed(String reason) -> {
                codes.add("NO_ENGINE");
                words.add("No engine serves it on this chip: " + reason);
                yield null;
            }
        };
        Long chipBytes = chipBytes(pool);
        if (chipBytes == null) {
            codes.add("MEMORY_UNKNOWN");
            words.add("The memory of " + pool.chipName() + " is not known");
        } else if (chipBytes < needed) {
            codes.add("TOO_LITTLE_MEMORY");
            words.add("It needs " + gigabytes(needed) + " and the chip has " + gigabytes(chipBytes));
        } else if (pool.simulated() && machineBytes() < needed) {
            codes.add("TOO_LITTLE_MEMORY");
            words.add("It needs " + gigabytes(needed) + " and the pool is simulated on this machine, which has "
                    + gigabytes(machineBytes()));
        }
        if (pool.free() == 0) {
            codes.add("NO_FREE_CHIP");
            words.add("All " + pool.capacity() + " chips of the pool are leased now");
        }
        return new ChipFit(
                pool.id(),
                pool.chipType(),
                pool.simulated(),
                codes.isEmpty(),
                engine,
                codes,
                words.isEmpty() ? null : String.join(". ", words) + ".",
                needed,
                chipBytes,
                pool.free());
    }

    private @Nullable Long chipBytes(PoolView pool) {
        BigDecimal gigabytes = chips.find(pool.chipType()).orElseThrow().memoryGb();
        return gigabytes == null ? null : gigabytes.movePointRight(9).longValue();
    }

    private static long machineBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
