package dev.aquifer.billing.charge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.RepriceView;
import dev.aquifer.billing.money.ServiceTime;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A month re-priced under a draft: the same quantities, the same rating, nothing stored.
@QuarkusTest
@WithTestResource(BillingServers.class)
class RepricingTest {

    private static final String PREVIEW = "/api/operator/price-books/{book}/preview";

    @Inject
    Given given;

    @Inject
    Shop shop;

    @Inject
    Repricing repricing;

    @Test
    void a_month_is_repriced_under_a_draft_and_nothing_is_stored() {
        // given: 20.00 of tokens at 8.00 a million, and a draft at 6.00 with a tenth off
        UUID organisation = shop.known();
        shop.tokens(organisation, List.of(new long[] {4, 0, 2_500_000}));
        String version = shop.draft(
                organisation,
                "2029-05-01",
                null,
                "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'PER_UNIT', 6, '{}', '{}', null, null, null, null, null,"
                        + " 0.1");

        // when
        RepriceView view = repricing.preview(version, Shop.MONTH);

        // then
        assertThat(view.before()).isEqualTo(Money.of("20.00"));
        assertThat(view.after()).isEqualTo(Money.of("13.50"));
        assertThat(view.organisations()).singleElement().satisfies(one -> {
            assertThat(one.difference()).isEqualTo(Money.of("-6.50"));
            assertThat(one.movers().getFirst().sku()).isEqualTo("TOKENS aquifer-lexicon-6m OUTPUT");
        });
        assertThat(shop.net(organisation)).isEqualTo(Money.of("20.00"));
    }

    @Test
    void a_draft_of_the_public_book_is_previewed_for_everybody_with_the_contracts_as_they_are() {
        // given: all prices doubled; Tern has 15 % off the list of tokens, Gull has not
        UUID tern = shop.known();
        UUID gull = shop.known();
        shop.contract(
                tern,
                "2029-03-01",
                null,
                "'TOKENS', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null, 0.15");
        shop.tokens(tern, List.of(new long[] {4, 0, 2_500_000}));
        shop.tokens(gull, List.of(new long[] {4, 0, 2_500_000}));
        String version = publicDraft("price * 2", "true");

        // when
        RepriceView view = repricing.preview(version, Shop.MONTH);

        // then
        assertThat(one(view, tern).before()).isEqualTo(Money.of("17.00"));
        assertThat(one(view, tern).after()).isEqualTo(Money.of("34.00"));
        assertThat(one(view, gull).before()).isEqualTo(Money.of("20.00"));
        assertThat(one(view, gull).after()).isEqualTo(Money.of("40.00"));
        assertThat(view.before())
                .isEqualTo(view.organisations().stream()
                        .map(RepriceView.Organisation::before)
                        .reduce(Money.ZERO, Money::plus));
        assertThat(view.after())
                .isEqualTo(view.organisations().stream()
                        .map(RepriceView.Organisation::after)
                        .reduce(Money.ZERO, Money::plus));
    }

    @Test
    void what_the_draft_does_not_price_is_named() {
        UUID organisation = shop.known();
        shop.tokens(organisation, List.of(new long[] {4, 0, 1_000_000}));

        RepriceView view = repricing.preview(publicDraft("price", "kind = 'LEASE'"), Shop.MONTH);

        assertThat(view.unpriced()).contains("TOKENS aquifer-lexicon-6m OUTPUT");
        assertThat(one(view, organisation).after()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_reservation_is_previewed_as_if_its_term_had_begun_with_what_was_not_used_of_it() {
        // given: 30 hours at 3.20; a draft reserves 100 hours at 2.00 from the year 2030 on, and support
        UUID organisation = shop.known();
        shop.lease(
                organisation,
                given.lease(organisation, "nvidia-a10", 1, Shop.START),
                Shop.START.plus(Duration.ofHours(30)));
        String version = shop.draft(
                organisation,
                "2030-01-01",
                null,
                "'LEASE', 'nvidia-a10', null, null, 'RESERVED', 2, '{}', '{}', 100, 3, '2030-01', '2030-12', null, 0",
                "'FEE', 'support', null, null, 'FLAT', 10, '{}', '{}', null, null, null, null, null, 0",
                "'FEE', 'setup', null, null, 'ONE_TIME', 99, '{}', '{}', null, null, null, null, null, 0");

        // when
        RepriceView.Organisation view = one(repricing.preview(version, Shop.MONTH), organisation);

        // then: 60.00 used, 140.00 reserved and not used, 10.00 of support
        assertThat(view.before()).isEqualTo(Money.of("96.00"));
        assertThat(view.after()).isEqualTo(Money.of("210.00"));
        assertThat(view.movers())
                .extracting(mover -> mover.sku() + " " + mover.after())
                .containsExactlyInAnyOrder(
                        "LEASE nvidia-a10 60.00",
                        "LEASE nvidia-a10 commitment-not-used 140.00",
                        "support flat-fee 10.00");
        assertThat(shop.of(organisation))
                .allSatisfy(charge -> assertThat(charge.priceBook()).isEqualTo("2026-01"));
    }

    @Test
    @TestSecurity(user = "op", roles = "operator")
    @OidcSecurity(claims = @Claim(key = "sub", value = "op"))
    void the_last_month_is_taken_where_none_is_named() {
        UUID organisation = shop.known();
        String version = shop.draft(
                organisation,
                "2031-01-01",
                null,
                "'TOKENS', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null, 0.5");

        given().get(PREVIEW, version)
                .then()
                .statusCode(200)
                .body(
                        "month",
                        equalTo(ServiceTime.month(Instant.now()).minusMonths(1).toString()));
        given().queryParam("month", "2029-3")
                .get(PREVIEW, version)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("month"));
        given().get(PREVIEW, "no-such-book").then().statusCode(404);
    }

    private static RepriceView.Organisation one(RepriceView view, UUID organisation) {
        return view.organisations().stream()
                .filter(one -> one.organisation().equals(organisation))
                .findFirst()
                .orElseThrow();
    }

    /// A copy of the first book with other prices.
    private String publicDraft(String price, String which) {
        String version = "d-" + given.id();
        given.asSuperuser(
                "insert into price_book (version, title, valid_from, currency, vat_rate, changed_by, changed_at)"
                        + " values ('" + version
                        + "', 'A draft', '2060-01-01T00:00:00+08:00', 'CNY', 0.06, 'test', now())");
        given.asSuperuser("insert into price_entry select '" + version + "', line, kind, item, bucket, pool, model, "
                + price + " from price_entry where version = '2026-01' and " + which);
        return version;
    }
}
