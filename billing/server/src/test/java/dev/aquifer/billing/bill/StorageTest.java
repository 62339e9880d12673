package dev.aquifer.billing.bill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.Promises;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.ChargeDesk;
import dev.aquifer.billing.charge.StorageFact;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.storage.StorageRecorded;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Windows of storage become charges: one for each model and day, exact over the month, each window once.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
class StorageTest {

    private static final long GIB = 1L << 30;

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);
    private final Instant tenth = ServiceTime.start(last.atDay(10));

    @Inject
    Given given;

    @Inject
    Customers customers;

    @Inject
    ChargeDesk desk;

    @Inject
    BillDesk bills;

    @Inject
    BillClose closing;

    @Inject
    Ledger ledger;

    @Inject
    PriceBooks books;

    @Inject
    Tenancy tenancy;

    @Test
    void windows_on_kafka_come_to_the_bill_once_and_what_contradicts_itself_is_put_aside() {
        // given
        UUID organisation = given.organisation("Tern", "ann=OWNER");
        UUID model = given.id();
        Instant hour =
                ServiceTime.start(ServiceTime.day(Instant.now()).minusDays(1)).plus(10, ChronoUnit.HOURS);
        List<String> windows = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            windows.add(event(window(organisation, model, 5_000 * GIB, hour.plusSeconds(3600L * i), 3600)));
        }
        StorageRecorded wrong = window(organisation, model, GIB, hour.plusSeconds(7200), 3600);
        String contradicts = event(new StorageRecorded(
                organisation,
                model,
                "m",
                "m",
                "model-files",
                wrong.bytes(),
                wrong.byteSeconds() - 1,
                wrong.from(),
                wrong.until()));
        String unknown = event(new StorageRecorded(
                organisation, model, "m", "m", "tape", GIB, GIB * 10, hour.plusSeconds(7200), hour.plusSeconds(7210)));
        String last10 = event(window(organisation, model, 5_000 * GIB, hour.plusSeconds(7200), 10));

        // when: each twice, and in the wrong order
        given.sendAll(
                Topics.LEASES,
                organisation,
                List.of(last10, windows.get(1), contradicts, unknown, windows.get(0), windows.get(1), last10));

        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                given.asSuperuser("select code, field from quarantine where named_organisation = '"
                                        + organisation + "' order by code"))
                        .containsExactly(
                                List.of("NO_PRICE", "data.storageClass"), List.of("QUANTITY", "data.byteSeconds")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lines(organisation, ServiceTime.month(hour)).stream()
                                .map(ChargeView::quantity)
                                .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add))
                        .isEqualByComparingTo("10013.8888888889"));
        BillView bill = bill(organisation, ServiceTime.month(hour));
        // 5,000 GiB × 7,210 s × 0.004 ÷ 86,400 s = 1.6689…
        assertThat(bill.net()).isEqualTo(Money.of("1.67"));
        ChargeView line = bill.groups().getFirst().charges().getFirst();
        assertThat(line.deploymentName()).isEqualTo("My model");
        assertThat(line.item()).isEqualTo("model-files");
        assertThat(line.unit()).isEqualTo("gib-hour");
        assertThat(line.priceUnit()).isEqualTo("gib-day");
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();

        // and: a programme's kinds decide on it
        assertThat(given.asSuperuser(
                        "select kind, purpose, chip_origin, net from charge_basis where organisation_id = '"
                                + organisation + "'"))
                .containsExactly(List.of("storage", "inference", "other", "1.67"));

        // and: everywhere
        JsonPath split = JsonPath.from(text(organisation, "/api/usage/split?by=BUCKET&month=" + bill.month()));
        assertThat(split.getString("parts[0].values[0]")).isEqualTo("STORAGE");
        assertThat(split.getString("total.net")).isEqualTo("1.67");
        assertThat(text(organisation, "/api/bills/" + bill.month() + "/csv")).contains("STORAGE", "gib-hour");
        assertThat(text(organisation, "/api/bills/" + bill.month() + "/focus"))
                .contains("Storage", "GiB-Hours", "My model");
        JsonPath prices = JsonPath.from(text(organisation, "/api/prices/own"));
        assertThat(prices.getString("find { it.entry.kind == 'STORAGE' }.unitPrice"))
                .isEqualTo("0.004");
        JsonPath facts = JsonPath.from(text(organisation, "/api/charges/" + line.id() + "/facts"));
        assertThat(facts.getList("items.type", String.class)).containsOnly(StorageRecorded.TYPE);
    }

    @Test
    void a_small_file_is_paid_for_exactly_over_the_month_though_a_day_of_it_is_less_than_a_fen() {
        // given
        UUID organisation = customers.organisation("Small");
        UUID model = given.id();

        // when: 1.5 GiB for 30 days, hour by hour
        Instant start = ServiceTime.start(last);
        for (int hour = 0; hour < 30 * 24; hour += 24) {
            List<StorageRecorded> day = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                day.add(window(organisation, model, GIB + GIB / 2, start.plusSeconds(3600L * (hour + i)), 3600));
            }
            store(organisation, day);
        }

        // then: 1.5 × 30 × 0.004 = 0.18
        BillView bill = bill(organisation, last);
        assertThat(bill.net()).isEqualTo(Money.of("0.18"));
        assertThat(lines(organisation, last)).hasSize(30);
        assertThat(lines(organisation, last)).allMatch(line -> line.quantity().intValueExact() == 36);
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void a_window_is_cut_at_midnight_and_where_a_contract_begins() {
        // given
        UUID organisation = customers.organisation("Contract");
        UUID model = given.id();
        contract(organisation, last.atDay(10));

        // when: half an hour before and half an hour after, and files of two models
        store(organisation, List.of(window(organisation, model, 1_000 * GIB, tenth.minusSeconds(1800), 3600)));
        store(organisation, List.of(window(organisation, given.id(), 1_000 * GIB, tenth, 1800)));

        // then
        List<ChargeView> lines = lines(organisation, last).stream()
                .sorted(java.util.Comparator.comparing(ChargeView::day))
                .toList();
        assertThat(lines).extracting(ChargeView::day).containsExactly(last.atDay(9), last.atDay(10), last.atDay(10));
        assertThat(lines.getFirst().net()).isEqualTo(Money.of("0.08"));
        assertThat(lines.getFirst().priceBook()).isEqualTo("2026-01");
        assertThat(lines.get(1).priceBook()).startsWith("C-");
        // 1,000 GiB × ½ h × 0.24 ÷ 24 = 5.00 each
        assertThat(lines.get(1).net().plus(lines.get(2).net())).isEqualTo(Money.of("10.00"));
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    @Test
    void a_window_that_comes_after_the_close_is_on_the_open_bill() {
        // given
        UUID organisation = customers.organisation("Late");
        UUID model = given.id();
        store(organisation, List.of(window(organisation, model, 10_000 * GIB, tenth, 3600)));
        closing.close(organisation, last, "system");
        Money closed = bill(organisation, last).net();

        // when
        store(organisation, List.of(window(organisation, model, 10_000 * GIB, tenth.plusSeconds(3600), 3600)));

        // then
        assertThat(bill(organisation, last).net()).isEqualTo(closed).isEqualTo(Money.of("1.67"));
        List<ChargeView> late = lines(organisation, running);
        assertThat(late).hasSize(1);
        assertThat(late.getFirst().day()).isEqualTo(last.atDay(10));
        // Both hours together are 3.333… → 3.33, of which 1.67 is billed.
        assertThat(late.getFirst().net()).isEqualTo(Money.of("1.66"));
        assertThat(Promises.brokenFor(given, organisation)).isEmpty();
    }

    private void contract(UUID organisation, LocalDate from) {
        String version = "C-" + organisation.toString().substring(4);
        given.asSuperuser(
                "insert into contract_book (organisation_id, version, valid_from, valid_until, currency, vat_rate,"
                        + " title, changed_by, changed_at) values ('" + organisation + "', '" + version + "', '"
                        + ServiceTime.start(from) + "', null, 'CNY', 0.06, 'A contract', 'test', now())");
        given.asSuperuser("insert into contract_entry values ('" + organisation + "', '" + version + "', 0, 'STORAGE',"
                + " 'model-files', null, null, 'PER_UNIT', 0.24, '{}', '{}', null, null, null, null, null, 0)");
        given.asSuperuser("update contract_book set state = 'PUBLISHED' where version = '" + version + "'");
        books.forget();
    }

    private void store(UUID organisation, List<StorageRecorded> windows) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            var charging = desk.charge(
                    organisation,
                    List.of(),
                    List.of(),
                    windows.stream()
                            .map(window -> new StorageFact(given.id(), window))
                            .toList());
            desk.save(charging.portions());
            desk.accrue(charging);
        });
    }

    private static StorageRecorded window(UUID organisation, UUID model, long bytes, Instant from, long seconds) {
        return new StorageRecorded(
                organisation,
                model,
                "My model",
                "my-model-1",
                StorageRecorded.MODEL_FILES,
                bytes,
                bytes * seconds,
                from,
                from.plusSeconds(seconds));
    }

    private String event(StorageRecorded window) {
        return given.event(StorageRecorded.TYPE, window.organisation(), window.until(), window);
    }

    private BillView bill(UUID organisation, YearMonth month) {
        return tenancy.asOrganisation(
                organisation, () -> bills.find(organisation, month).orElseThrow());
    }

    private List<ChargeView> lines(UUID organisation, YearMonth month) {
        return bill(organisation, month).groups().stream()
                .flatMap(group -> group.charges().stream())
                .toList();
    }

    private static String text(UUID organisation, String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
