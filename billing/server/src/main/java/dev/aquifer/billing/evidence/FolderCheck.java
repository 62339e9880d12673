package dev.aquifer.billing.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// Checks exported files against each other: each bill and package in itself, and the chains that they make. It needs
/// nothing but the files, so it also convicts whoever owns the database.
final class FolderCheck {
    private final List<Finding> findings = new ArrayList<>();
    private final TreeMap<String, List<ExportedBill>> bills = new TreeMap<>();
    private final TreeMap<String, List<ExportedPackage>> packages = new TreeMap<>();

    private FolderCheck() {}

    /// Empty if there is no file of ours in the folder.
    static List<Finding> of(Path folder) throws IOException {
        var check = new FolderCheck();
        List<Path> files;
        try (var all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (var file : files) {
            check.take(folder.relativize(file).toString(), file);
        }
        check.bills.values().forEach(check::ofOrganisation);
        check.packages.values().forEach(check::ofProgramme);
        return check.findings;
    }

    private void take(String where, Path file) throws IOException {
        if (where.endsWith(".json")) {
            ExportedBill.read(where, Files.readAllBytes(file)).ifPresent(this::take);
        } else if (where.endsWith(".zip")) {
            ExportedPackage.read(where, Files.readAllBytes(file)).ifPresent(found -> {
                packages.computeIfAbsent(found.programme(), _ -> new ArrayList<>())
                        .add(found);
                found.bills().forEach(this::take);
            });
        }
    }

    private void take(ExportedBill bill) {
        bills.computeIfAbsent(bill.organisation(), _ -> new ArrayList<>()).add(bill);
    }

    private void ofOrganisation(List<ExportedBill> all) {
        all.sort(Comparator.comparing(ExportedBill::month).thenComparing(ExportedBill::where));
        var wrong = new ArrayList<Finding>();
        all.forEach(bill -> wrong.addAll(bill.wrongSums()));
        var chain = new ArrayList<ExportedBill>();
        for (var bill : all) {
            if (!chain.isEmpty() && chain.getLast().month().equals(bill.month())) {
                if (!chain.getLast().sha256().equals(bill.sha256())) {
                    wrong.add(Finding.broken(bill.where() + " is another bill of " + bill.month() + " than "
                            + chain.getLast().where()));
                }
            } else {
                if (!chain.isEmpty()) {
                    link(chain.getLast(), bill, wrong);
                }
                chain.add(bill);
            }
        }
        findings.addAll(wrong);
        if (wrong.isEmpty()) {
            var head = chain.getLast();
            findings.add(Finding.ok("bills of " + head.name() + " (" + head.organisation() + "): " + chain.size() + ", "
                    + chain.getFirst().month() + " to " + head.month()
                    + (chain.getFirst().previous() == null ? ", from the first on" : "") + "; head " + head.sha256()));
        }
    }

    private static void link(ExportedBill before, ExportedBill bill, List<Finding> wrong) {
        if (before.sha256().equals(bill.previous())) {
            return;
        }
        if (before.month().plusMonths(1).equals(bill.month()) || bill.previous() == null) {
            wrong.add(Finding.broken(bill.where() + " names " + bill.previous() + " as the bill before it, but "
                    + before.where() + " is " + before.sha256()));
        } else {
            wrong.add(Finding.gap(bill.where() + " names " + bill.previous()
                    + " as the bill before it, which is not here; " + before.where() + " is " + before.sha256()));
        }
    }

    private void ofProgramme(List<ExportedPackage> all) {
        all.sort(Comparator.comparingInt(ExportedPackage::number).thenComparing(ExportedPackage::where));
        var wrong = new ArrayList<Finding>();
        var hashes = new TreeSet<String>();
        all.forEach(one -> {
            wrong.addAll(one.wrong());
            hashes.add(one.sha256());
        });
        for (int i = 1; i < all.size(); i++) {
            var before = all.get(i - 1);
            var one = all.get(i);
            if (one.number() == before.number() && one.number() > 0) {
                if (!one.sha256().equals(before.sha256())) {
                    wrong.add(Finding.broken(one.where() + " has number " + one.number() + ", as " + before.where()));
                }
            } else if (one.number() == before.number() + 1 && before.number() > 0) {
                if (!before.sha256().equals(one.previous())) {
                    wrong.add(Finding.broken(one.where() + " names " + one.previous()
                            + " as the package before it, but " + before.where() + " is " + before.sha256()));
                }
            } else if (one.number() > 0 && !hashes.contains(Objects.requireNonNullElse(one.previous(), ""))) {
                wrong.add(Finding.gap(
                        one.where() + " names " + one.previous() + " as the package before it, which is not here"));
            }
        }
        findings.addAll(wrong);
        if (wrong.isEmpty()) {
            var head = all.getLast();
            findings.add(Finding.ok(
                    "claims of programme " + head.programme() + ": " + all.size() + "; head " + head.sha256()));
        }
    }
}
