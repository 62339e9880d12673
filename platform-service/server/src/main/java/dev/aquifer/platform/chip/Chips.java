package dev.aquifer.platform.chip;

import dev.aquifer.platform.api.chip.ChipTypeView;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All chip types: those of the data file `chips/chips.csv` (its columns and sources are in `chips/NOTES.md`) and the
/// processor of this machine, `local-cpu`. Read once at the start; a file that cannot be read stops it.
@Startup
@ApplicationScoped
public class Chips {
    /// The chip type of the pool that is this machine.
    public static final String LOCAL_CPU = "local-cpu";

    private static final String FILE = "chips/chips.csv";
    private static final BigDecimal BYTES_PER_GB = BigDecimal.valueOf(1_000_000_000);

    /// Makers in mainland China, as the data file writes them.
    private static final Set<String> DOMESTIC =
            Set.of("Huawei Ascend", "Iluvatar", "MetaX", "Moore Threads", "Cambricon", "Hygon", "Enflame", "Kunlunxin");

    private final List<ChipTypeView> all;
    private final Map<String, ChipTypeView> byId;

    Chips() {
        all = Stream.concat(catalogue().stream(), Stream.of(thisMachine()))
                .sorted(Comparator.comparing(ChipTypeView::maker).thenComparing(ChipTypeView::name))
                .toList();
        byId = all.stream().collect(Collectors.toMap(ChipTypeView::id, Function.identity()));
    }

    /// All types, by maker and name.
    public List<ChipTypeView> all() {
        return all;
    }

    public Optional<ChipTypeView> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static List<ChipTypeView> catalogue() {
        try (InputStream file = Chips.class.getClassLoader().getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return CsvTable.read(new String(file.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .map(Chips::chip)
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(FILE + " cannot be read", unreadable);
        }
    }

    private static ChipTypeView chip(Map<String, String> row) {
        String maker = row.getOrDefault("maker", "");
        return new ChipTypeView(
                row.getOrDefault("id", ""),
                maker,
                row.getOrDefault("name", ""),
                DOMESTIC.contains(maker) ? "CN" : "other",
                Optional.ofNullable(number(row, "year"))
                        .map(BigDecimal::intValueExact)
                        .orElse(null),
                number(row, "memory_gb"),
                number(row, "memory_bw_gbps"),
                number(row, "fp16_tflops"),
                number(row, "bf16_tflops"),
                engines(row.getOrDefault("serving_engines", "")),
                Optional.ofNullable(row.get("doubt"))
                        .filter(text -> !text.isBlank())
                        .orElse(null));
    }

    /// An empty cell is not known: null, never zero.
    private static @Nullable BigDecimal number(Map<String, String> row, String column) {
        String cell = row.getOrDefault(column, "");
        return cell.isBlank() ? null : new BigDecimal(cell);
    }

    private static List<String> engines(String cell) {
        return Arrays.stream(cell.split(";", -1))
                .map(String::strip)
                .filter(engine -> !engine.isEmpty())
                .toList();
    }

    private static ChipTypeView thisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        BigDecimal memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                        ? BigDecimal.valueOf(machine.getTotalMemorySize()).divide(BYTES_PER_GB, 1, RoundingMode.DOWN)
                        : null;
        return new ChipTypeView(
                LOCAL_CPU,
                "This machine",
                "CPU of this machine (" + cores + (cores == 1 ? " core)" : " cores)"),
                "other",
                null,
                memory,
                null,
                null,
                null,
                List.of("llama.cpp"),
                null);
    }
}
