package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.simulation.SimulationResult;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// The bills of a story, summed as they are posted (R2, R3).
final class Bills {
    private record Key(YearMonth month, String organisation) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::month)
                    .thenComparing(Key::organisation)
                    .compare(this, other);
        }
    }

    private record Sums(Money net, Money subsidy, Money adjustments) {
        Sums plus(Sums more) {
            return new Sums(net.plus(more.net), subsidy.plus(more.subsidy), adjustments.plus(more.adjustments));
        }
    }

    private final BigDecimal vatRate;
    private final TreeMap<Key, Sums> sums = new TreeMap<>();

    Bills(BigDecimal vatRate) {
        this.vatRate = vatRate;
    }

    void net(YearMonth month, String organisation, Money amount) {
        add(month, organisation, new Sums(amount, Money.ZERO, Money.ZERO));
    }

    void subsidy(YearMonth month, String organisation, Money amount) {
        add(month, organisation, new Sums(Money.ZERO, amount, Money.ZERO));
    }

    void adjustment(YearMonth month, String organisation, Money amount) {
        add(month, organisation, new Sums(Money.ZERO, Money.ZERO, amount));
    }

    List<SimulationResult.Bill> all() {
        return sums.entrySet().stream()
                .map(each -> bill(each.getKey(), each.getValue()))
                .toList();
    }

    private SimulationResult.Bill bill(Key key, Sums of) {
        var tax = Rounding.vat(of.net(), vatRate);
        return new SimulationResult.Bill(
                key.organisation(),
                key.month(),
                of.net(),
                tax,
                of.subsidy(),
                of.adjustments(),
                of.net().plus(tax).minus(of.subsidy()).plus(of.adjustments()));
    }

    private void add(YearMonth month, String organisation, Sums more) {
        sums.merge(new Key(month, organisation), more, Sums::plus);
    }
}
