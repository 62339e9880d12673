package dev.aquifer.billing.export;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// A bill as the bill files of Chinese clouds are read: Chinese heads, quantities in the unit that is priced, and
/// from the list price over discount and subsidy to what is due. In each row 原价 − 优惠 = 净额 and 净额 + 增值税 − 补贴 + 调整 =
/// 应付; the columns add up to the bill.
public final class CloudCsv {

    private static final List<String> HEAD = List.of(
            "账期", "账单编号", "产品", "计费项", "资源名称", "资源 ID", "服务月份", "服务日期", "用量", "单位", "单价", "原价", "优惠", "净额", "补贴", "增值税",
            "调整", "应付", "币种", "补贴项目", "说明", "价目表", "费用编号");

    private final BillView bill;
    private final BillWords words = BillWords.of("zh").orElseThrow();
    private final CsvText text = new CsvText().line(HEAD);

    private CloudCsv(BillView bill) {
        this.bill = bill;
    }

    public static byte[] of(BillView bill) {
        return new CloudCsv(bill).write();
    }

    /// Amounts of a row. @param adjustment subsidy charged back
    private record Amounts(Money list, Money discount, Money subsidy, Money vat, Money adjustment) {

        Money net() {
            return list.minus(discount);
        }

        Money payable() {
            return net().plus(vat).minus(subsidy).plus(adjustment);
        }
    }

    private byte[] write() {
        List<ChargeView> charges = bill.groups().stream()
                .flatMap(group -> group.charges().stream())
                .toList();
        charges.forEach(this::charge);
        bill.credits().forEach(this::credit);
        Set<UUID> own = charges.stream().map(ChargeView::id).collect(Collectors.toSet());
        bill.subsidies().stream()
                .filter(subsidy -> subsidy.deducted() && !own.contains(subsidy.charge()))
                .forEach(this::subsidy);
        bill.corrections().forEach(this::adjustment);
        return text.bytes();
    }

    private void charge(ChargeView charge) {
        YearMonth service = YearMonth.from(charge.day());
        List<String> remarks = new ArrayList<>();
        if (!service.equals(bill.month())) {
            remarks.add(words.word("late", words.month(service)));
        }
        if (charge.simulated()) {
            remarks.add(words.word("simulated"));
        }
        charge.reasons().forEach(reason -> remarks.add(words.wordOr("reason." + reason, reason)));
        Map<String, String> cells = cells(words.word("group." + charge.kind()), item(charge), service);
        cells.put("资源名称", BillWords.thing(charge.kind(), charge.deploymentName()));
        cells.put(
                "资源 ID", charge.deployment() == null ? "" : charge.deployment().toString());
        cells.put("服务日期", charge.day().toString());
        cells.put("用量", UnitPrices.quantity(charge).toPlainString());
        cells.put("单位", words.word("unit." + charge.kind()));
        cells.put("单价", UnitPrices.list(charge).toPlainString());
        cells.put(
                "补贴项目",
                bill.subsidies().stream()
                        .filter(line -> line.charge().equals(charge.id()))
                        .map(BilledSubsidy::programmeTitleZh)
                        .distinct()
                        .collect(Collectors.joining("；")));
        cells.put("价目表", charge.priceBook());
        put(
                cells,
                new Amounts(charge.list(), charge.discount(), charge.subsidy(), charge.vat(), Money.ZERO),
                String.join("；", remarks),
                charge.id());
    }

    private String item(ChargeView charge) {
        if (charge.kind() == ChargeKind.FEE) {
            return words.word("fee." + charge.item());
        }
        return charge.bucket() == null
                ? charge.item()
                : charge.item() + " · " + words.word("bucket." + charge.bucket());
    }

    private void credit(BilledCredit credit) {
        put(
                cells(words.word("group.credits"), "", credit.serviceMonth()),
                new Amounts(credit.net(), Money.ZERO, Money.ZERO, credit.vat(), Money.ZERO),
                words.wordOr("credit." + credit.reason(), credit.reason()),
                credit.charge());
    }

    private void subsidy(BilledSubsidy subsidy) {
        Map<String, String> cells = cells(words.word("group.earlier"), "", subsidy.serviceMonth());
        cells.put("补贴项目", subsidy.programmeTitleZh());
        put(
                cells,
                new Amounts(Money.ZERO, Money.ZERO, subsidy.amount(), Money.ZERO, Money.ZERO),
                words.word("of", words.month(subsidy.serviceMonth())),
                subsidy.charge());
    }

    private void adjustment(BilledAdjustment adjustment) {
        Map<String, String> cells = cells(words.word("group.corrections"), "", adjustment.serviceMonth());
        cells.put("补贴项目", adjustment.programme());
        put(
                cells,
                new Amounts(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, adjustment.amount()),
                words.word("adjustment." + adjustment.kind(), words.month(adjustment.serviceMonth())),
                adjustment.charge());
    }

    private Map<String, String> cells(String product, String item, YearMonth service) {
        Map<String, String> cells = new LinkedHashMap<>();
        HEAD.forEach(name -> cells.put(name, ""));
        cells.put("账期", bill.month().toString());
        cells.put("账单编号", bill.number() == null ? "" : bill.number());
        cells.put("产品", product);
        cells.put("计费项", item);
        cells.put("服务月份", service.toString());
        cells.put("币种", bill.currency());
        return cells;
    }

    private void put(Map<String, String> cells, Amounts amounts, String remark, UUID charge) {
        cells.put("原价", amounts.list().toString());
        cells.put("优惠", amounts.discount().toString());
        cells.put("净额", amounts.net().toString());
        cells.put("补贴", amounts.subsidy().toString());
        cells.put("增值税", amounts.vat().toString());
        cells.put("调整", amounts.adjustment().toString());
        cells.put("应付", amounts.payable().toString());
        cells.put("说明", remark);
        cells.put("费用编号", charge.toString());
        text.line(List.copyOf(cells.values()));
    }
}
