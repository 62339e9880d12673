package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an estimate and the comparison of chips say that a charge would be given: as the bill would.
class RatioQuotesTest {
    private final List<Programme> programmes = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    @Test
    void city_and_district_add_up() {
        hold("CITY", "0.30", null, null, null, "0");
        hold("DISTRICT", "0.70", null, null, null, "0");

        assertThat(quote("1", "other")).containsExactly("CITY 0.30 null", "DISTRICT 0.70 null");
    }

    @Test
    void the_cap_cuts_the_later_one() {
        hold("CITY", "0.30", null, null, null, "0");
        hold("DISTRICT", "0.70", null, null, null, "0");

        assertThat(quote("0.50", "other")).containsExactly("CITY 0.30 null", "DISTRICT 0.20 null");
    }

    @Test
    void of_a_group_only_the_first_one_gives() {
        hold("CITY", "0.10", null, null, "x", "0");
        hold("DISTRICT", "0.70", null, null, "x", "0");

        assertThat(quote("1", "other")).containsExactly("CITY 0.10 null");
    }

    @Test
    void where_the_budget_is_gone_the_next_one_of_the_group_gives() {
        hold("CITY", "0.10", "0.00", null, "x", "0");
        hold("DISTRICT", "0.20", "3.00", null, "x", "0");

        assertThat(quote("1", "other")).containsExactly("DISTRICT 0.20 3.00");
    }

    @Test
    void below_the_least_spend_nothing_is_promised() {
        hold("CITY", "0.10", null, "100.00", null, "0");

        assertThat(quote("1", "other")).isEmpty();
    }

    @Test
    void domestic_chips_have_their_bonus() {
        hold("CITY", "0.20", null, null, null, "0.05");

        assertThat(quote("1", "other")).containsExactly("CITY 0.20 null");
        assertThat(quote("1", "CN")).containsExactly("CITY 0.25 null");
    }

    private List<String> quote(String cap, String origin) {
        var from = Books.at("2026-06-01T00:00");
        var organisation = Books.id("A");
        var real = new MemoryBounds(programmes).of(organisation);
        var net = Money.of("100.00");
        var bounds = new Bounds() {
            @Override
            public Headroom headroom(Grant grant, int year) {
                return real.headroom(grant, year);
            }

            @Override
            public Minimum minimum(Programme programme, int year) {
                return real.minimum(programme, year).before(net);
            }
        };
        var charge = new ChargeNow(
                Books.id("next"), organisation, "lease", "training", origin, from, from, net, YearMonth.of(2026, 6));
        return RatioQuotes.given(held, CombinedCap.of(new BigDecimal(cap)), bounds, charge).stream()
                .map(given -> given.programme().code() + " " + given.ratio() + " " + given.headroom())
                .toList();
    }

    private void hold(
            String code,
            String ratio,
            @Nullable String budget,
            @Nullable String minSpend,
            @Nullable String group,
            String bonus) {
        var programme = new Programme(
                Books.id(code),
                code,
                Books.at("2026-01-01T00:00"),
                Books.at("2027-01-01T00:00"),
                BigDecimal.ONE,
                new BigDecimal(bonus),
                Set.of("lease"),
                Set.of(),
                budget == null ? null : Money.of(budget),
                null,
                programmes.size(),
                minSpend == null ? null : Money.of(minSpend),
                Programme.Mode.DEDUCT,
                group,
                null,
                Programme.Bearer.ORGANISATION,
                0);
        programmes.add(programme);
        held.add(new Held(
                programme,
                List.of(new Grant(
                        Books.id("grant" + code),
                        programme.id(),
                        Books.id("A"),
                        programme.from(),
                        programme.until(),
                        null,
                        List.of(new RatioVersion(
                                Books.id("version" + code), programme.from(), new BigDecimal(ratio)))))));
    }
}
