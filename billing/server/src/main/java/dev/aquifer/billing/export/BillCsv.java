package dev.aquifer.billing.export;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeView;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A bill line by line. The columns net, vat, subsidy, adjustment and payable add up to the bill's totals.
public final class BillCsv {

    private static final List<String> HEAD = List.of(
            "bill",
            "month",
            "line",
            "service_month",
            "day",
            "deployment",
            "item",
            "bucket",
            "quantity",
            "unit",
            "unit_price",
            "price_unit",
            "price_book",
            "service_from",
            "service_until",
            "net_cny",
            "vat_cny",
            "subsidy_cny",
            "adjustment_cny",
            "payable_cny",
            "programme",
            "reason",
            "charge",
            "subsidy_state");
    private static final int MONEY = 15;

    private BillCsv() {}

    public static byte[] of(BillView bill) {
        CsvText text = new CsvText().line(HEAD);
        Set<UUID> own = new HashSet<>();
        for (BillGroup group : bill.groups()) {
            for (ChargeView charge : group.charges()) {
                own.add(charge.id());
                text.line(charge(bill, charge));
            }
        }
        bill.credits().forEach(credit -> text.line(credit(bill, credit)));
        bill.subsidies().stream()
                .filter(subsidy -> subsidy.deducted() && !own.contains(subsidy.charge()))
                .forEach(subsidy -> text.line(subsidy(bill, subsidy)));
        bill.corrections().forEach(adjustment -> text.line(adjustment(bill, adjustment)));
        return text.bytes();
    }

    private static List<String> charge(BillView bill, ChargeView charge) {
        List<String> cells = start(bill, charge.kind().name(), YearMonth.from(charge.day()));
        set(
                cells,
                4,
                charge.day().toString(),
                charge.deploymentName(),
                charge.item(),
                charge.bucket() == null ? "" : charge.bucket(),
                charge.quantity().toPlainString(),
                charge.unit(),
                charge.unitPrice().toPlainString(),
                charge.priceUnit(),
                charge.priceBook(),
                charge.from().toString(),
                charge.until().toString());
        money(cells, charge.net(), charge.vat(), charge.subsidy(), Money.ZERO);
        set(
                cells,
                20,
                bill.subsidies().stream()
                        .filter(line -> line.charge().equals(charge.id()) && line.deducted())
                        .map(BilledSubsidy::programme)
                        .distinct()
                        .collect(Collectors.joining(" ")),
                String.join(" ", charge.reasons()),
                charge.id().toString(),
                known(bill.subsidyState(charge.id())));
        return cells;
    }

    private static List<String> credit(BillView bill, BilledCredit credit) {
        List<String> cells = start(bill, "CREDIT_NOTE", credit.serviceMonth());
        money(cells, credit.net(), credit.vat(), Money.ZERO, Money.ZERO);
        set(cells, 20, "", credit.reason(), credit.charge().toString());
        return cells;
    }

    private static List<String> subsidy(BillView bill, BilledSubsidy subsidy) {
        List<String> cells = start(bill, "SUBSIDY_OF_EARLIER_BILL", subsidy.serviceMonth());
        money(cells, Money.ZERO, Money.ZERO, subsidy.amount(), Money.ZERO);
        set(
                cells,
                20,
                subsidy.programme(),
                known(subsidy.reason()),
                subsidy.charge().toString(),
                known(subsidy.state()));
        return cells;
    }

    private static String known(@Nullable String word) {
        return word == null ? "" : word;
    }

    private static List<String> adjustment(BillView bill, BilledAdjustment adjustment) {
        List<String> cells = start(bill, adjustment.kind(), adjustment.serviceMonth());
        money(cells, Money.ZERO, Money.ZERO, Money.ZERO, adjustment.amount());
        set(cells, 20, adjustment.programme(), "", adjustment.charge().toString());
        return cells;
    }

    private static List<String> start(BillView bill, String line, YearMonth serviceMonth) {
        String[] cells = new String[HEAD.size()];
        Arrays.fill(cells, "");
        List<String> row = new ArrayList<>(Arrays.asList(cells));
        set(row, 0, bill.number() == null ? "" : bill.number(), bill.month().toString(), line, serviceMonth.toString());
        return row;
    }

    private static void money(List<String> cells, Money net, Money vat, Money subsidy, Money adjustment) {
        set(
                cells,
                MONEY,
                net.toString(),
                vat.toString(),
                subsidy.toString(),
                adjustment.toString(),
                net.plus(vat).minus(subsidy).plus(adjustment).toString());
    }

    private static void set(List<String> cells, int from, String... values) {
        for (int i = 0; i < values.length; i++) {
            cells.set(from + i, values[i]);
        }
    }
}
