package dev.aquifer.billing.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.api.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// The evidence package of a claim, as somebody has kept it.
///
/// @param where the file, @param sha256 of the ZIP, @param files in it, by name
record ExportedPackage(String where, String sha256, JsonNode manifest, Map<String, byte[]> files) {

    private static final String MANIFEST = "manifest.json";
    private static final String LINES = "claim-lines.csv";

    /// Empty if the file is no package of ours.
    static Optional<ExportedPackage> read(String where, byte[] bytes) {
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
        var manifest = Json.read(files.getOrDefault(MANIFEST, new byte[0]));
        return manifest.path("format").asText().startsWith("aquifer-claim-")
                ? Optional.of(new ExportedPackage(where, Bundle.sha256(bytes), manifest, files))
                : Optional.empty();
    }

    String programme() {
        return manifest.path("programme").path("code").asText();
    }

    /// Its place in the programme's chain; 0 in packages from before there were chains.
    int number() {
        return manifest.path("number").asInt();
    }

    @Nullable String previous() {
        return manifest.path("previous").isTextual() ? manifest.path("previous").asText() : null;
    }

    List<ExportedBill> bills() {
        var bills = new ArrayList<ExportedBill>();
        files.forEach((name, content) -> {
            if (name.endsWith(".json") && !name.equals(MANIFEST)) {
                ExportedBill.read(where + "!" + name, content).ifPresent(bills::add);
            }
        });
        return bills;
    }

    /// What in it contradicts itself.
    List<Finding> wrong() {
        var wrong = new ArrayList<Finding>();
        hashes(sums(), Bundle.SUMS, wrong);
        var hashes = new LinkedHashMap<String, String>();
        manifest.path("sha256")
                .properties()
                .forEach(file -> hashes.put(file.getKey(), file.getValue().asText()));
        hashes.put(MANIFEST, Bundle.sha256(Objects.requireNonNull(files.get(MANIFEST))));
        hashes(hashes, MANIFEST, wrong);
        for (var bill : bills()) {
            var said = manifest.path("organisations")
                    .path(bill.organisation())
                    .path("bills")
                    .path(bill.month().toString())
                    .path("sha256")
                    .asText();
            if (!said.equals(bill.sha256())) {
                wrong.add(Finding.broken(
                        bill.where() + ": its SHA-256 is " + bill.sha256() + ", the manifest says " + said));
            }
        }
        lines(wrong);
        return wrong;
    }

    private void hashes(Map<String, String> said, String by, List<Finding> wrong) {
        files.forEach((name, content) -> {
            var hash = said.get(name);
            if (!name.equals(Bundle.SUMS) && !Bundle.sha256(content).equals(hash)) {
                wrong.add(Finding.broken(where + "!" + name + ": " + by
                        + (hash == null ? " does not name it" : " has another SHA-256 of it")));
            }
        });
        said.keySet().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name ->
                        wrong.add(Finding.broken(where + ": " + by + " names " + name + ", which is not in it")));
    }

    private Map<String, String> sums() {
        var sums = new LinkedHashMap<String, String>();
        new String(files.getOrDefault(Bundle.SUMS, new byte[0]), UTF_8)
                .lines()
                .filter(line -> line.length() > 66)
                .forEach(line -> sums.put(line.substring(66), line.substring(0, 64)));
        return sums;
    }

    /// The lines of each organisation come to what the manifest says.
    private void lines(List<Finding> wrong) {
        var claimed = new TreeMap<String, Money>();
        new String(files.getOrDefault(LINES, new byte[0]), UTF_8)
                .lines()
                .skip(1)
                .forEach(line -> {
                    var cells = line.split(",", -1);
                    try {
                        claimed.merge(cells[0], Money.of(cells[cells.length - 1]), Money::plus);
                    } catch (IllegalArgumentException _) {
                        wrong.add(Finding.broken(where + "!" + LINES + ": the last cell is not an amount: " + line));
                    }
                });
        manifest.path("organisations").properties().forEach(each -> {
            var said = each.getValue().path("claimed").asText();
            var found = Objects.requireNonNullElse(claimed.remove(each.getKey()), Money.ZERO);
            if (!found.toString().equals(said)) {
                wrong.add(Finding.broken(where + ": the lines of " + each.getKey() + " come to " + found
                        + ", the manifest says " + said));
            }
        });
        claimed.keySet()
                .forEach(
                        name -> wrong.add(Finding.broken(where + ": the manifest does not name organisation " + name)));
    }
}
