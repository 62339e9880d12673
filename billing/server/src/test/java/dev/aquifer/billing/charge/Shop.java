package dev.aquifer.billing.charge;

import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fixtures of the price tests: organisations with contracts and what they used in March 2029. Contracts are
/// written by the superuser, since a person can only make ones of the future.
@ApplicationScoped
class Shop {

    static final YearMonth MONTH = YearMonth.of(2029, 3);
    static final Instant START = ServiceTime.start(MONTH);

    private final Given given;
    private final ChargeDesk desk;
    private final Charges charges;
    private final Ledger ledger;
    private final PriceBooks books;
    private final Tenancy tenancy;
    private final Organisations organisations;

    Shop(
            Given given,
            ChargeDesk desk,
            Charges charges,
            Ledger ledger,
            PriceBooks books,
            Tenancy tenancy,
            Organisations organisations) {
        this.given = given;
        this.desk = desk;
        this.charges = charges;
        this.ledger = ledger;
        this.books = books;
        this.tenancy = tenancy;
        this.organisations = organisations;
    }

    /// @param owners who may look at it
    UUID known(String... owners) {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id,
                "Tern",
                "s" + id,
                Arrays.stream(owners)
                        .map(owner -> new OrganisationChanged.Member(owner, Role.OWNER))
                        .toList()));
        return id;
    }

    void contract(UUID organisation, String from, @Nullable String until, String... entries) {
        String version = draft(organisation, from, until, entries);
        given.asSuperuser("update contract_book set state = 'PUBLISHED' where version = '" + version + "'");
        books.forget();
    }

    String draft(UUID organisation, String from, @Nullable String until, String... entries) {
        String version =
                "C-" + from.substring(5) + "-" + organisation.toString().substring(4);
        given.asSuperuser(
                "insert into contract_book (organisation_id, version, valid_from, valid_until, currency, vat_rate,"
                        + " title, changed_by, changed_at) values ('" + organisation + "', '" + version + "', "
                        + instant(from) + ", "
                        + instant(until) + ", 'CNY', 0.06, 'A contract', 'test', now())");
        for (int i = 0; i < entries.length; i++) {
            given.asSuperuser("insert into contract_entry values ('" + organisation + "', '" + version + "', " + i
                    + ", " + entries[i] + ")");
        }
        return version;
    }

    private static String instant(@Nullable String day) {
        if (day == null) {
            return "null";
        }
        return "'" + (day.contains("T") ? Instant.parse(day) : ServiceTime.start(LocalDate.parse(day))) + "'";
    }

    /// @param uses day of the month, deployment, output tokens
    void tokens(UUID organisation, List<long[]> uses) {
        List<UsageFact> facts = uses.stream()
                .map(use -> given.usage(
                        organisation,
                        new UUID(9, use[1]),
                        START.plus(Duration.ofDays(use[0])).plusSeconds(3600),
                        new Tokens(0, 0, 0, use[2], 0)))
                .map(usage -> new UsageFact(given.id(), usage.startedAt(), usage))
                .toList();
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            desk.accrue(desk.charge(organisation, facts, List.of()));
        });
    }

    /// Output tokens at any time.
    void tokens(UUID organisation, Instant at, long tokens) {
        var usage = given.usage(organisation, new UUID(9, 9), at, new Tokens(0, 0, 0, tokens, 0));
        charge(organisation, List.of(new UsageFact(given.id(), at, usage)), List.of());
    }

    void charge(UUID organisation, List<UsageFact> usage, List<LeaseFact> leases) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            ChargeDesk.Charging charging = desk.charge(organisation, usage, leases);
            desk.save(charging.portions());
            desk.accrue(charging);
        });
    }

    /// Output tokens of one deployment on the second day, on chips of a type.
    void tokensOn(UUID organisation, String chipType, long... tokens) {
        List<UsageFact> facts = Arrays.stream(tokens)
                .mapToObj(count -> given.usage(
                        organisation, new UUID(9, 1), START.plus(Duration.ofDays(1)), new Tokens(0, 0, 0, count, 0)))
                .map(usage -> on(chipType, usage))
                .map(usage -> new UsageFact(given.id(), usage.startedAt(), usage))
                .toList();
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            desk.charge(organisation, facts, List.of());
        });
    }

    private static UsageRecorded on(String chipType, UsageRecorded usage) {
        return new UsageRecorded(
                usage.organisation(),
                usage.key(),
                usage.playground(),
                usage.request(),
                usage.deployment(),
                usage.deploymentName(),
                usage.modelSlug(),
                usage.tokensPriced(),
                usage.replica(),
                chipType,
                usage.simulated(),
                usage.operation(),
                usage.streamed(),
                usage.outcome(),
                usage.tokens(),
                usage.startedAt(),
                usage.durationMillis(),
                usage.firstTokenMillis());
    }

    void lease(UUID organisation, LeaseOpened lease, Instant end) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            desk.accrue(desk.charge(
                    organisation,
                    List.of(),
                    List.of(
                            new LeaseFact.Opened(given.id(), lease),
                            new LeaseFact.Closed(given.id(), new LeaseClosed(lease.lease(), organisation, end)))));
        });
    }

    List<Charge> of(UUID organisation) {
        return tenancy.asOrganisation(
                organisation,
                () -> charges.of(organisation, MONTH).stream()
                        .filter(charge -> charge.quantity().signum() > 0)
                        .sorted(Comparator.comparing(Charge::day).thenComparing(Charge::from))
                        .toList());
    }

    Money net(UUID organisation) {
        return of(organisation).stream().map(Charge::net).reduce(Money.ZERO, Money::plus);
    }

    Map<LocalDate, Money> byDay(UUID organisation) {
        return of(organisation).stream().collect(Collectors.toMap(Charge::day, Charge::net, Money::plus, TreeMap::new));
    }

    Money unbilled(UUID organisation) {
        return Money.of(String.valueOf(given.asSuperuser("select coalesce(sum(debit - credit), 0) from ledger_posting"
                        + " where account = 'unbilled' and organisation_id = '" + organisation + "'")
                .getFirst()
                .getFirst()));
    }
}
