package dev.aquifer.billing.bill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.AdjustmentLine;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.export.BillCsv;
import dev.aquifer.billing.export.CloudCsv;
import dev.aquifer.billing.export.Focus;
import dev.aquifer.billing.export.Statement;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.subsidy.Accrued;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Σ lines = total, on every bill; and a bill depends on what is on it, not on how that was read.
class BillProperties {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final BigDecimal VAT = new BigDecimal("0.06");
    private static final BigDecimal ONE_FEN = new BigDecimal("0.01");

    @Property(tries = 1_000)
    void lines_and_groups_add_up_to_the_bill(@ForAll long seed) {
        // given
        Random random = new Random(seed);
        BillParts parts = parts(random);

        // when
        BillView bill = bill(parts).view();

        // then
        Money net = sum(bill.credits(), BilledCredit::net);
        Money vat = sum(bill.credits(), BilledCredit::vat);
        Money subsidy = Money.ZERO;
        Money payable = net.plus(vat);
        Set<UUID> own = new HashSet<>();
        for (BillGroup group : bill.groups()) {
            for (ChargeView line : group.charges()) {
                assertThat(line.payable()).isEqualTo(line.net().plus(line.vat()).minus(line.subsidy()));
                net = net.plus(line.net());
                vat = vat.plus(line.vat());
                subsidy = subsidy.plus(line.subsidy());
                payable = payable.plus(line.payable());
                own.add(line.id());
            }
        }
        Money earlier = sum(
                bill.subsidies().stream()
                        .filter(line -> line.deducted() && !own.contains(line.charge()))
                        .toList(),
                BilledSubsidy::amount);
        Money adjustments = sum(bill.corrections(), BilledAdjustment::amount);
        assertThat(bill.net()).isEqualTo(net);
        assertThat(bill.vat()).isEqualTo(vat).isEqualTo(Rounding.vat(net, VAT));
        assertThat(bill.subsidy()).isEqualTo(subsidy.plus(earlier));
        assertThat(bill.adjustments()).isEqualTo(adjustments);
        assertThat(bill.payable()).isEqualTo(payable.minus(earlier).plus(adjustments));
        assertThat(bill.net().plus(bill.vat()).minus(bill.subsidy()).plus(bill.adjustments()))
                .isEqualTo(bill.payable());

        // and: the order in which charges are read says nothing
        List<Charge> shuffled = new ArrayList<>(parts.charges());
        Collections.shuffle(shuffled, random);
        assertThat(bill(new BillParts(
                                shuffled, parts.accrued(), parts.credits(), parts.subsidies(), parts.adjustments()))
                        .view())
                .isEqualTo(bill);
    }

    @Property(tries = 300)
    void every_file_adds_up_to_the_bill(@ForAll long seed) {
        // given
        BillView bill = bill(parts(new Random(seed))).view();

        // when
        List<Map<String, String>> focus = rows(Focus.of(new Statement("Aquifer", "Tern, Ltd.", bill)));
        List<Map<String, String>> csv = rows(BillCsv.of(bill));

        List<Map<String, String>> cloud = rows(CloudCsv.of(bill));

        // then
        assertThat(column(cloud, "原价").minus(column(cloud, "优惠")))
                .isEqualTo(column(cloud, "净额"))
                .isEqualTo(bill.net());
        assertThat(column(cloud, "增值税")).isEqualTo(bill.vat());
        assertThat(column(cloud, "补贴")).isEqualTo(bill.subsidy());
        assertThat(column(cloud, "调整")).isEqualTo(bill.adjustments());
        assertThat(column(cloud, "应付")).isEqualTo(bill.payable());
        assertThat(column(focus, "BilledCost")).isEqualTo(bill.payable());
        assertThat(column(focus, "EffectiveCost")).isEqualTo(bill.payable());
        assertThat(column(focus, "ContractedCost")).isEqualTo(bill.payable());
        focus.forEach(BillProperties::prices_give_costs);
        assertThat(column(csv, "net_cny")).isEqualTo(bill.net());
        assertThat(column(csv, "vat_cny")).isEqualTo(bill.vat());
        assertThat(column(csv, "subsidy_cny")).isEqualTo(bill.subsidy());
        assertThat(column(csv, "adjustment_cny")).isEqualTo(bill.adjustments());
        assertThat(column(csv, "payable_cny")).isEqualTo(bill.payable());
    }

    /// FOCUS 1.2: unit prices are there for usage, never for taxes, and times the quantity they are the costs.
    private static void prices_give_costs(Map<String, String> row) {
        boolean used = Objects.equals(row.get("ChargeCategory"), "Usage")
                && !value(row, "PricingQuantity").isEmpty();
        assertThat(value(row, "ListUnitPrice").isEmpty()).isEqualTo(!used);
        assertThat(value(row, "ContractedUnitPrice").isEmpty()).isEqualTo(!used);
        if (used) {
            for (String kind : List.of("List", "Contracted")) {
                BigDecimal product = new BigDecimal(value(row, kind + "UnitPrice"))
                        .multiply(new BigDecimal(value(row, "PricingQuantity")));
                assertThat(product).isCloseTo(new BigDecimal(value(row, kind + "Cost")), within(ONE_FEN));
            }
            assertThat(new BigDecimal(value(row, "ContractedCost")))
                    .isLessThanOrEqualTo(new BigDecimal(value(row, "ListCost")));
        }
    }

    private static String value(Map<String, String> row, String name) {
        return Objects.requireNonNull(row.get(name));
    }

    private static Money column(List<Map<String, String>> rows, String name) {
        return sum(rows, row -> Money.of(Objects.requireNonNull(row.get(name))));
    }

    /// Of a file whose cells hold commas only in quotes.
    private static List<Map<String, String>> rows(byte[] file) {
        List<List<String>> lines = new String(file, UTF_8)
                .substring(1)
                .lines()
                .map(line -> List.of(line.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)", -1)))
                .toList();
        List<String> head = lines.getFirst();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            assertThat(line).hasSameSizeAs(head);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < head.size(); i++) {
                row.put(head.get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static <T> Money sum(List<T> parts, Function<T, Money> amount) {
        return parts.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    private static Bill bill(BillParts parts) {
        return Bill.of(new UUID(0, 1), MONTH, ServiceTime.start(MONTH), VAT, parts);
    }

    private static BillParts parts(Random random) {
        List<Charge> charges = charges(random);
        Map<UUID, Accrued> accrued = new HashMap<>();
        List<SubsidyLine> subsidies = new ArrayList<>();
        List<BillParts.Credit> credits = new ArrayList<>();
        List<AdjustmentLine> adjustments = new ArrayList<>();
        for (Charge charge : charges) {
            if (random.nextBoolean()) {
                Money amount = Rounding.subsidy(charge.net(), new BigDecimal("0.10"));
                accrued.put(charge.id(), new Accrued(amount, List.of(), true));
                subsidies.add(subsidy(charge.id(), amount, random.nextInt(5) > 0, MONTH));
            }
            if (random.nextInt(10) == 0) {
                Money amount = Rounding.subsidy(charge.net(), new BigDecimal("0.30"));
                credits.add(new BillParts.Credit(new UUID(4, charges.size()), charge.id(), amount, "slow", MONTH));
            }
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            UUID earlier = new UUID(9, i);
            subsidies.add(subsidy(earlier, Money.ofFen(random.nextInt(2_000) - 1_000L), true, MONTH.minusMonths(1)));
            adjustments.add(new AdjustmentLine(
                    new UUID(5, i),
                    "CLAWBACK",
                    earlier,
                    "SH",
                    new UUID(6, 1),
                    null,
                    Money.ofFen(1 + random.nextInt(1_000)),
                    MONTH.minusMonths(1),
                    Instant.EPOCH));
        }
        return new BillParts(charges, accrued, credits, subsidies, adjustments);
    }

    private static SubsidyLine subsidy(UUID charge, Money amount, boolean deducted, YearMonth service) {
        return new SubsidyLine(
                charge,
                "SH",
                "Shanghai",
                "上海",
                new UUID(6, 1),
                amount,
                deducted,
                null,
                service,
                "PROVISIONAL",
                Instant.EPOCH);
    }

    private static List<Charge> charges(Random random) {
        List<Charge> charges = new ArrayList<>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            boolean lease = random.nextBoolean();
            Instant from = ServiceTime.start(MONTH).plusSeconds(random.nextInt(28) * 86_400L);
            BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(1_000_000));
            BigDecimal price = BigDecimal.valueOf(random.nextInt(5_000), 2);
            // Some under a discount, some whose amount came from tiers.
            BigDecimal rate = random.nextInt(3) == 0 ? BigDecimal.valueOf(random.nextInt(1_001), 3) : BigDecimal.ZERO;
            BigDecimal tiers = random.nextInt(4) == 0 ? BigDecimal.valueOf(random.nextInt(100), 2) : BigDecimal.ONE;
            Money list =
                    Rounding.charge(quantity, price.multiply(tiers), BigDecimal.valueOf(lease ? 3_600 : 1_000_000));
            Money discount = Rounding.discount(list, rate);
            charges.add(new Charge(
                    new UUID(0, 1),
                    new UUID(1, i),
                    lease ? ChargeKind.LEASE : ChargeKind.TOKENS,
                    ServiceTime.day(from),
                    MONTH,
                    lease ? new UUID(2, random.nextInt(5)) : null,
                    new UUID(3, random.nextInt(3)),
                    "d" + random.nextInt(3),
                    "item",
                    lease ? null : List.of(Bucket.values()).get(random.nextInt(5)),
                    true,
                    "inference",
                    "CN",
                    lease ? 1 : null,
                    quantity,
                    price,
                    "2026-01",
                    null,
                    rate,
                    from,
                    from.plusSeconds(60),
                    list,
                    discount,
                    list.minus(discount),
                    null,
                    1,
                    from));
        }
        return charges;
    }
}
