package dev.aquifer.billing.subsidy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules' surroundings without a database: a programme, grants, charges and what is used. Names stand for ids.
final class Books {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Programme programme;
    private final MemoryBounds bounds;
    private final Map<UUID, Book> books = new LinkedHashMap<>();
    private final Map<String, UUID> grants = new LinkedHashMap<>();

    Books(Programme programme) {
        this.programme = programme;
        this.bounds = new MemoryBounds(List.of(programme));
    }

    /// Programme SH of the worked examples, with other bounds.
    static Books shanghai(@Nullable String budget, @Nullable String ceiling) {
        return new Books(new Programme(
                id("SH"),
                "SH",
                at("2026-01-01T00:00"),
                at("2027-01-01T00:00"),
                new BigDecimal("0.10"),
                BigDecimal.ZERO,
                Set.of("lease"),
                Set.of("training"),
                budget == null ? null : Money.of(budget),
                ceiling == null ? null : Money.of(ceiling),
                0,
                null,
                Programme.Mode.DEDUCT,
                null,
                null,
                Programme.Bearer.ORGANISATION,
                0));
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }

    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    Books grant(String organisation, String ratio) {
        return grant(organisation, ratio, "2026-01-01T00:00", "2027-01-01T00:00", null);
    }

    /// R12: also accrues what was posted before, in order of posting.
    Books grant(String organisation, String ratio, String from, String until, @Nullable String limit) {
        var grant = new Grant(
                id(organisation + from),
                programme.id(),
                id(organisation),
                at(from),
                at(until),
                limit == null ? null : Money.of(limit),
                List.of(version(organisation, ratio, from)));
        grants.put(organisation, grant.id());
        book(grant.organisation()).approve(programme, grant);
        return this;
    }

    /// R13: a new version of the organisation's only grant, and everything with service from then on anew.
    Books reassess(String organisation, String ratio, String from) {
        book(id(organisation))
                .reassess(Objects.requireNonNull(grants.get(organisation)), version(organisation, ratio, from));
        return this;
    }

    Books lease(String organisation, String charge, String from, String until, String net) {
        return charge(organisation, charge, "lease", "training", "other", from, until, net);
    }

    Books charge(
            String organisation,
            String charge,
            String kind,
            String purpose,
            String origin,
            String from,
            String until,
            String net) {
        post(new ChargeNow(
                id(charge),
                id(organisation),
                kind,
                purpose,
                origin,
                at(from),
                at(until),
                Money.of(net),
                YearMonth.of(2026, 6)));
        return this;
    }

    void post(ChargeNow charge) {
        book(charge.organisation()).post(charge);
    }

    /// R11: the charge's net falls.
    Books creditNote(String charge, String amount) {
        var was = line(id(charge)).charge();
        book(was.organisation()).credit(List.of(was.with(was.net().minus(Money.of(amount)))));
        return this;
    }

    String accrued(String charge) {
        return accrued(id(charge)).toString();
    }

    Money accrued(UUID charge) {
        return line(charge).accrued(programme.id());
    }

    @Nullable Reason reason(String charge) {
        return line(id(charge)).reason(programme.id());
    }

    Money net(UUID charge) {
        return line(charge).charge().net();
    }

    Money accruedOf(String organisation) {
        return book(id(organisation)).lines().stream()
                .map(line -> line.accrued(programme.id()))
                .reduce(Money.ZERO, Money::plus);
    }

    Money used() {
        return bounds.used(programme.id());
    }

    List<Line> lines() {
        return books.values().stream().flatMap(book -> book.lines().stream()).toList();
    }

    boolean has(UUID charge) {
        return lines().stream().anyMatch(line -> line.charge().charge().equals(charge));
    }

    Iterable<Use> ceilings() {
        return bounds.ceilings();
    }

    Iterable<Use> limits() {
        return bounds.limits();
    }

    private Line line(UUID charge) {
        return lines().stream()
                .filter(line -> line.charge().charge().equals(charge))
                .findFirst()
                .orElseThrow();
    }

    private Book book(UUID organisation) {
        return books.computeIfAbsent(
                organisation,
                _ -> new Book(
                        List.of(),
                        CombinedCap.of(BigDecimal.ONE),
                        bounds.of(organisation),
                        History.COMPLETE,
                        List.of()));
    }

    private RatioVersion version(String organisation, String ratio, String from) {
        return new RatioVersion(id(organisation + ratio + from), at(from), new BigDecimal(ratio));
    }
}
