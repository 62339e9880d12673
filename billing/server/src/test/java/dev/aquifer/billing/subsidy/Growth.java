package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One organisation with a few programmes, and charges that grow as real ones do: a day's charge is posted again,
/// whole, with every poll.
final class Growth {
    private final MemoryBounds bounds;
    private final Book book;
    private final List<Programme> programmes;

    Growth(String cap, Programme... programmes) {
        this.programmes = List.of(programmes);
        bounds = new MemoryBounds(this.programmes);
        book = new Book(
                List.of(), CombinedCap.of(new BigDecimal(cap)), bounds.of(Books.id("A")), History.COMPLETE, List.of());
    }

    static Programme programme(
            String code, int priority, @Nullable String budget, @Nullable String minSpend, @Nullable String group) {
        return new Programme(
                Books.id(code),
                code,
                Books.at("2026-01-01T00:00"),
                Books.at("2027-01-01T00:00"),
                BigDecimal.ONE,
                BigDecimal.ZERO,
                Set.of("lease"),
                Set.of(),
                budget == null ? null : Money.of(budget),
                null,
                priority,
                minSpend == null ? null : Money.of(minSpend),
                Programme.Mode.DEDUCT,
                group,
                null,
                Programme.Bearer.ORGANISATION,
                0);
    }

    Growth grant(String code, String ratio) {
        var programme = programmes.stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
        book.approve(
                programme,
                new Grant(
                        Books.id("grant" + code),
                        programme.id(),
                        Books.id("A"),
                        programme.from(),
                        programme.until(),
                        null,
                        List.of(new RatioVersion(
                                Books.id("version" + code), programme.from(), new BigDecimal(ratio)))));
        return this;
    }

    /// The charge is posted, or posted again, with this net.
    Growth post(String charge, String net) {
        book.post(new ChargeNow(
                Books.id(charge),
                Books.id("A"),
                "lease",
                "training",
                "other",
                Books.at("2026-06-01T00:00"),
                Books.at("2026-06-02T00:00"),
                Money.of(net),
                YearMonth.of(2026, 6)));
        return this;
    }

    void claim(String code) {
        book.claim(ClaimLine.of(book.lines(), Books.id(code)));
    }

    String accrued(String charge, String code) {
        return line(charge).accrued(Books.id(code)).toString();
    }

    @Nullable Reason reason(String charge, String code) {
        return line(charge).reason(Books.id(code));
    }

    /// All that there is to compare: what each charge has of each programme and why not more, and what is used.
    Map<String, List<String>> figures() {
        var figures = new LinkedHashMap<String, List<String>>();
        for (var programme : programmes) {
            var ofProgramme = new ArrayList<String>();
            for (var line : book.lines()) {
                ofProgramme.add(line.accrued(programme.id()) + " " + line.reason(programme.id()));
            }
            ofProgramme.add("used " + bounds.used(programme.id()));
            figures.put(programme.code(), ofProgramme);
        }
        return figures;
    }

    private Line line(String charge) {
        UUID id = Books.id(charge);
        return book.lines().stream()
                .filter(line -> line.charge().charge().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
