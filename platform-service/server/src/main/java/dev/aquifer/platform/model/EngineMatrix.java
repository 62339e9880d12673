package dev.aquifer.platform.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Model × chip → engine, with the reason where there is none. The rows are `model/engine-matrix.csv`.
final class EngineMatrix {
    /// Whether an engine serves the weights on the chip.
    sealed interface Verdict {
        record Served(String engine) implements Verdict {}

        record NotServed(String reason) implements Verdict {}
    }

    private record Row(
            Format format, String chips, @Nullable String engine, Set<String> quantisations, String reason) {
        boolean covers(String chipType) {
            return chips.endsWith("*")
                    ? chipType.startsWith(chips.substring(0, chips.length() - 1))
                    : chips.equals(chipType);
        }
    }

    private final List<Row> rows;

    private EngineMatrix(List<Row> rows) {
        this.rows = rows;
    }

    static EngineMatrix load() {
        try (InputStream in = EngineMatrix.class.getResourceAsStream("/model/engine-matrix.csv")) {
            if (in == null) {
                throw new IllegalStateException("the engine matrix is missing in this build");
            }
            return new EngineMatrix(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(EngineMatrix::row)
                    .toList());
        } catch (IOException e) {
            throw new IllegalStateException("the engine matrix cannot be read", e);
        }
    }

    Verdict verdict(Set<Format> formats, @Nullable String quantisation, String chipType) {
        String reason = null;
        // The first row of each format that covers the chip speaks for that format.
        Set<Format> decided = EnumSet.noneOf(Format.class);
        for (Row row : rows) {
            if (!formats.contains(row.format()) || !row.covers(chipType) || !decided.add(row.format())) {
                continue;
            }
            boolean readable = row.quantisations().isEmpty()
                    || (quantisation != null && row.quantisations().contains(quantisation));
            if (row.engine() != null && readable) {
                return new Verdict.Served(row.engine());
            }
            if (reason == null) {
                reason = row.reason();
            }
        }
        return new Verdict.NotServed(reason != null ? reason : "no engine is known for it on " + chipType);
    }

    private static Row row(String line) {
        String[] cells = line.split(";", -1);
        if (cells.length != 5) {
            throw new IllegalStateException("a row of the engine matrix has not five cells: " + line);
        }
        return new Row(
                Format.valueOf(cells[0]),
                cells[1],
                cells[2].isEmpty() ? null : cells[2],
                cells[3].isEmpty() ? Set.of() : Set.of(cells[3].split(" ", -1)),
                cells[4]);
    }
}
