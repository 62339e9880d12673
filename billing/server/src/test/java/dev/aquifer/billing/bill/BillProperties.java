package dev.aquifer.billing.bill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.subsidy.Accrued;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Σ lines = total, on every bill; and a bill depends on what is on it, not on how that was read.
class BillProperties {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final BigDecimal VAT = new BigDecimal("0.06");

    @Property(tries = 1_000)
    void lines_and_groups_add_up_to_the_bill(@ForAll long seed) {
        // given
        Random random = new Random(seed);
        List<Charge> charges = charges(random);
        Map<UUID, Accrued> accrued = accrued(charges, random);

        // when
        BillView bill = bill(charges, accrued).view();

        // then
        Money net = Money.ZERO;
        Money vat = Money.ZERO;
        Money subsidy = Money.ZERO;
        Money payable = Money.ZERO;
        for (BillGroup group : bill.groups()) {
            for (ChargeView line : group.charges()) {
                assertThat(line.payable()).isEqualTo(line.net().plus(line.vat()).minus(line.subsidy()));
                net = net.plus(line.net());
                vat = vat.plus(line.vat());
                subsidy = subsidy.plus(line.subsidy());
                payable = payable.plus(line.payable());
            }
        }
        assertThat(bill.net()).isEqualTo(net);
        assertThat(bill.vat()).isEqualTo(vat).isEqualTo(Rounding.vat(net, VAT));
        assertThat(bill.subsidy()).isEqualTo(subsidy);
        assertThat(bill.payable()).isEqualTo(payable);
        assertThat(bill.groups().stream().map(BillGroup::payable).reduce(Money.ZERO, Money::plus))
                .isEqualTo(payable);
        assertThat(bill.net().plus(bill.vat()).minus(bill.subsidy()).plus(bill.adjustments()))
                .isEqualTo(payable);

        // and
        List<Charge> shuffled = new ArrayList<>(charges);
        Collections.shuffle(shuffled, random);
        assertThat(bill(shuffled, accrued).view()).isEqualTo(bill);
    }

    private static Bill bill(List<Charge> charges, Map<UUID, Accrued> accrued) {
        return Bill.of(new UUID(0, 1), MONTH, ServiceTime.start(MONTH), VAT, charges, accrued);
    }

    private static List<Charge> charges(Random random) {
        List<Charge> charges = new ArrayList<>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            boolean lease = random.nextBoolean();
            Instant from = ServiceTime.start(MONTH).plusSeconds(random.nextInt(28) * 86_400L);
            BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(1_000_000));
            BigDecimal price = BigDecimal.valueOf(random.nextInt(5_000), 2);
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
                    BigDecimal.ZERO,
                    from,
                    from.plusSeconds(60),
                    Rounding.charge(quantity, price, BigDecimal.valueOf(lease ? 3_600 : 1_000_000)),
                    Money.ZERO,
                    Rounding.charge(quantity, price, BigDecimal.valueOf(lease ? 3_600 : 1_000_000)),
                    null,
                    1,
                    from));
        }
        return charges;
    }

    private static Map<UUID, Accrued> accrued(List<Charge> charges, Random random) {
        Map<UUID, Accrued> accrued = new HashMap<>();
        for (Charge charge : charges) {
            if (random.nextBoolean()) {
                Money amount = Rounding.subsidy(charge.net(), new BigDecimal("0.10"));
                accrued.put(charge.id(), new Accrued(amount, List.of(), true));
            }
        }
        return accrued;
    }
}
