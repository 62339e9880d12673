package dev.aquifer.billing.subsidy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.subsidy.AccrualRule.Held;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
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

    private record Year(UUID organisation, int year) {}

    private final Programme programme;
    private final Use budget;
    private final Map<Year, Use> ceilings = new LinkedHashMap<>();
    private final Map<UUID, Use> limits = new LinkedHashMap<>();
    private final List<Grant> grants = new ArrayList<>();
    private final Map<UUID, ChargeNow> charges = new LinkedHashMap<>();
    private final Map<UUID, Map<UUID, Share>> shares = new LinkedHashMap<>();

    Books(Programme programme) {
        this.programme = programme;
        this.budget = new Use(programme.budget(), Money.ZERO);
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
        grants.add(grant);
        charges.values().stream()
                .filter(charge -> charge.organisation().equals(grant.organisation())
                        && charge.until().isAfter(grant.from()))
                .forEach(this::accrue);
        return this;
    }

    /// R13: a new version of the organisation's only grant, and everything with service from then on anew.
    Books reassess(String organisation, String ratio, String from) {
        grants.replaceAll(grant -> {
            if (!grant.organisation().equals(id(organisation))) {
                return grant;
            }
            var versions = new ArrayList<>(grant.versions());
            versions.add(version(organisation, ratio, from));
            return new Grant(
                    grant.id(),
                    grant.programme(),
                    grant.organisation(),
                    grant.from(),
                    grant.until(),
                    grant.limit(),
                    versions);
        });
        charges.values().stream()
                .filter(charge -> charge.organisation().equals(id(organisation))
                        && charge.until().isAfter(at(from)))
                .forEach(this::accrue);
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
        charges.put(charge.charge(), charge);
        accrue(charge);
    }

    /// R11: the charge's net falls.
    Books creditNote(String charge, String amount) {
        var was = charge(id(charge));
        post(new ChargeNow(
                was.charge(),
                was.organisation(),
                was.kind(),
                was.purpose(),
                was.chipOrigin(),
                was.from(),
                was.until(),
                was.net().minus(Money.of(amount)),
                was.month()));
        return this;
    }

    String accrued(String charge) {
        return accrued(id(charge)).toString();
    }

    Money accrued(UUID charge) {
        return shares.getOrDefault(charge, Map.of()).values().stream()
                .map(Share::accrued)
                .reduce(Money.ZERO, Money::plus);
    }

    @Nullable Reason reason(String charge) {
        return shares.getOrDefault(id(charge), Map.of()).values().stream()
                .map(Share::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    Money net(UUID charge) {
        return charge(charge).net();
    }

    Money accruedOf(String organisation) {
        return charges.values().stream()
                .filter(charge -> charge.organisation().equals(id(organisation)))
                .map(charge -> accrued(charge.charge()))
                .reduce(Money.ZERO, Money::plus);
    }

    Money used() {
        return budget.used();
    }

    Map<UUID, Map<UUID, Share>> shares() {
        return shares;
    }

    Iterable<Use> ceilings() {
        return ceilings.values();
    }

    Iterable<Use> limits() {
        return limits.values();
    }

    private ChargeNow charge(UUID charge) {
        return Objects.requireNonNull(charges.get(charge), "no such charge");
    }

    private void accrue(ChargeNow charge) {
        var held = new Held(
                programme,
                grants.stream()
                        .filter(grant -> grant.organisation().equals(charge.organisation()))
                        .toList());
        var before = shares.computeIfAbsent(charge.charge(), _ -> new LinkedHashMap<>());
        var year = charge.from().atZone(SHANGHAI).getYear();
        var after = AccrualRule.accrue(
                charge,
                List.of(held),
                before,
                grant -> new Headroom(
                        budget,
                        ceilings.computeIfAbsent(
                                new Year(charge.organisation(), year),
                                _ -> new Use(programme.organisationCeiling(), Money.ZERO)),
                        limits.computeIfAbsent(grant.id(), _ -> new Use(grant.limit(), Money.ZERO))));
        after.forEach(share -> before.put(share.grant(), share));
    }

    private RatioVersion version(String organisation, String ratio, String from) {
        return new RatioVersion(id(organisation + ratio + from), at(from), new BigDecimal(ratio));
    }
}
