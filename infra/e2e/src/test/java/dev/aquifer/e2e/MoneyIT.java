package dev.aquifer.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Money in a browser: a tenant without credit announces a top-up, an operator records it, and calls go on.
@InTheHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyIT {
    /// Two seconds are promised and are measured in billing's tests; here two cores carry the house and a browser,
    /// and a call has to be answered, too.
    private static final Duration SOON = Duration.ofSeconds(6);

    private final House house;

    MoneyIT(House house) {
        this.house = house;
    }

    @Test
    void a_tenant_out_of_credit_is_refused_tops_up_and_is_served_again_within_seconds()
            throws IOException, InterruptedException {
        // given
        var owner = Person.registers(house, "owner-" + UUID.randomUUID() + "@money.example");
        var tenant = owner.organisation("money-" + UUID.randomUUID().toString().substring(0, 8));
        var key = tenant.key("money");
        house.eventually(() -> status(key) == 200, "the shared model serves", Duration.ofMinutes(3));

        // when
        var spent = Instant.now();
        var limited = house.call(
                house.operator(),
                null,
                "PUT",
                house.billing() + "/api/operator/standings/" + tenant.organisation(),
                Map.of("creditLimit", "0.00", "reason", "prepaid only"));
        assertThat(limited.status()).isEqualTo(200);

        // then
        house.eventually(() -> status(key) == 429, "calls are refused", Duration.ofSeconds(20));
        assertThat(Duration.between(spent, Instant.now())).isLessThan(SOON);

        try (var screen = new Screen(house)) {
            // when
            var reference = announce(screen, owner);
            var recorded = record(screen, reference);

            // then
            house.eventually(() -> status(key) == 200, "calls are served", Duration.ofSeconds(20));
            assertThat(Duration.between(recorded, Instant.now())).isLessThan(SOON);
            pages(screen, owner, tenant.organisation());
            assertThat(screen.findings).isEmpty();
        }
    }

    private int status(Tenant.Key key) throws IOException, InterruptedException {
        return house.chat(key.secret(), House.CHAT, "What is a bill?", 4).status();
    }

    private String announce(Screen screen, Person owner) {
        var look = Screen.Look.EN_LIGHT_WIDE;
        try (var context = screen.context(look)) {
            var page = screen.open(context, "/balance");
            screen.signIn(page, owner.email, owner.password);
            screen.settled(page);
            assertThat(page.locator("body")).containsText("Suspended");
            screen.press(page, "top-up");
            screen.fill(page, "transfer-amount", "50.00");
            screen.press(page, "transfer-ask");
            assertThat(page.locator("#transfer-reference")).isVisible();
            screen.look(page, look, "money-reference");
            return page.locator("#transfer-reference").innerText().strip();
        }
    }

    /// @return when the button was pressed
    private Instant record(Screen screen, String reference) {
        var look = Screen.Look.EN_LIGHT_WIDE;
        try (var context = screen.context(look)) {
            var page = screen.open(context, "/operator/payments");
            screen.signIn(page, "operator@aquifer.local", house.operatorPassword());
            screen.settled(page);
            screen.press(page, "bank-record");
            screen.fill(page, "bank-reference", "ICBC-" + reference);
            screen.fill(page, "bank-amount", "50.00");
            screen.fill(
                    page, "bank-day", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
            screen.fill(page, "bank-payer", "Money Ltd");
            screen.fill(page, "bank-remark", "top up " + reference);
            screen.look(page, look, "money-record");
            var pressed = Instant.now();
            screen.press(page, "bank-save");
            assertThat(page.locator("body")).containsText("ICBC-" + reference);
            return pressed;
        }
    }

    private void pages(Screen screen, Person owner, UUID organisation) {
        for (var look : Screen.Look.asked()) {
            try (var context = screen.context(look)) {
                var page = screen.open(context, "/balance");
                screen.signIn(page, owner.email, owner.password);
                screen.settled(page);
                screen.look(page, look, "page-balance");
                screen.go(page, "/ledger");
                screen.look(page, look, "page-ledger");
                screen.go(page, "/ledger/prepaid");
                screen.look(page, look, "page-ledger-account");
            }
            try (var context = screen.context(look)) {
                var page = screen.open(context, "/operator/payments");
                screen.signIn(page, "operator@aquifer.local", house.operatorPassword());
                screen.settled(page);
                screen.look(page, look, "page-operator-payments");
                screen.go(page, "/operator/ledger");
                screen.look(page, look, "page-operator-ledger");
                screen.go(page, "/operator/tenants/" + organisation);
                screen.look(page, look, "page-operator-tenant");
            }
        }
    }
}
