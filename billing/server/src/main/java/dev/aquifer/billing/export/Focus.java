package dev.aquifer.billing.export;

import static java.util.Map.entry;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A bill in the columns of FOCUS 1.2 (FinOps Open Cost and Usage Specification, June 2025). The sum of BilledCost is
/// the payable amount. The city's subsidy is a Credit row of its own; FOCUS means credits of the provider there,
/// hence the columns that begin with `x_`.
public final class Focus {

    public static final String VERSION = "1.2";

    /// What the kinds of charges are called in FOCUS.
    private enum Kind {
        LEASE(
                "Compute",
                "Chips by the hour",
                "Virtual Machines",
                "Lease",
                "Chip time",
                "Chip-Seconds",
                "Chip-Hours",
                "Usage-Based"),
        TOKENS(
                "AI and Machine Learning",
                "Model serving",
                "Generative AI",
                "Deployment",
                "Tokens",
                "Tokens",
                "1000000 Tokens",
                "Usage-Based"),
        STORAGE(
                "Storage",
                "Model storage",
                "Object Storage",
                "Model",
                "Storage",
                "GiB-Hours",
                "GiB-Days",
                "Usage-Based"),
        FEE("Other", "Fees and commitments", "Other (Other)", "Contract", "Fee", "Months", "Months", "Recurring");

        private final String category;
        private final String service;
        private final String subcategory;
        private final String resource;
        private final String meter;
        private final String consumed;
        private final String priced;
        private final String frequency;

        Kind(
                String category,
                String service,
                String subcategory,
                String resource,
                String meter,
                String consumed,
                String priced,
                String frequency) {
            this.category = category;
            this.service = service;
            this.subcategory = subcategory;
            this.resource = resource;
            this.meter = meter;
            this.consumed = consumed;
            this.priced = priced;
            this.frequency = frequency;
        }
    }

    private record Column(String name, BiFunction<Statement, FocusRow, String> value) {}

    /// The whole mapping: the 21 mandatory columns, then what we add.
    private static final List<Column> COLUMNS = List.of(
            new Column("BilledCost", (of, row) -> row.billed().toString()),
            new Column("BillingAccountId", (of, row) -> of.bill().organisation().toString()),
            new Column("BillingAccountName", (of, row) -> of.organisationName()),
            new Column("BillingCurrency", (of, row) -> of.bill().currency()),
            new Column("BillingPeriodStart", (of, row) -> start(of.bill().month())),
            new Column("BillingPeriodEnd", (of, row) -> start(of.bill().month().plusMonths(1))),
            new Column("ChargeCategory", (of, row) -> row.category()),
            new Column("ChargeClass", (of, row) -> row.chargeClass()),
            new Column("ChargeDescription", (of, row) -> row.description()),
            new Column("ChargePeriodStart", (of, row) -> row.from().toString()),
            new Column("ChargePeriodEnd", (of, row) -> row.until().toString()),
            new Column("ContractedCost", (of, row) -> row.billed().toString()),
            new Column("EffectiveCost", (of, row) -> row.billed().toString()),
            new Column("InvoiceIssuerName", (of, row) -> of.issuer()),
            new Column("ListCost", (of, row) -> row.list().toString()),
            new Column(
                    "PricingQuantity",
                    used(charge -> UnitPrices.quantity(charge).toPlainString())),
            new Column("PricingUnit", used(charge -> kind(charge).priced)),
            new Column("ProviderName", (of, row) -> of.issuer()),
            new Column("PublisherName", (of, row) -> of.issuer()),
            new Column(
                    "ServiceCategory",
                    (of, row) -> row.charge() == null ? "AI and Machine Learning" : kind(row.charge()).category),
            new Column("ServiceName", (of, row) -> row.charge() == null ? "Aquifer" : kind(row.charge()).service),
            new Column(
                    "InvoiceId",
                    (of, row) -> of.bill().number() == null ? "" : of.bill().number()),
            new Column(
                    "ChargeFrequency", (of, row) -> row.charge() == null ? "One-Time" : kind(row.charge()).frequency),
            new Column("ServiceSubcategory", used(charge -> kind(charge).subcategory)),
            new Column(
                    "ResourceId",
                    used(charge -> charge.deployment() == null
                            ? ""
                            : charge.deployment().toString())),
            new Column("ResourceName", used(ChargeView::deploymentName)),
            new Column("ResourceType", used(charge -> kind(charge).resource)),
            new Column(
                    "SkuId",
                    used(charge -> charge.bucket() == null ? charge.item() : charge.item() + "/" + charge.bucket())),
            new Column("SkuMeter", used(charge -> kind(charge).meter)),
            new Column("SkuPriceId", used(charge -> charge.priceBook() + "/" + charge.item())),
            new Column("ListUnitPrice", used(charge -> UnitPrices.list(charge).toPlainString())),
            new Column(
                    "ContractedUnitPrice",
                    used(charge -> UnitPrices.contracted(charge).toPlainString())),
            new Column("PricingCategory", used(charge -> "Standard")),
            new Column("ConsumedQuantity", used(charge -> charge.quantity().toPlainString())),
            new Column("ConsumedUnit", used(charge -> kind(charge).consumed)),
            more("x_ChargeId"),
            more("x_ServiceMonth"),
            more("x_ProgrammeId"),
            more("x_GrantId"),
            more("x_SubsidyState"),
            more("x_SubsidyExpected"),
            more("x_ClaimId"));

    private Focus() {}

    public static byte[] of(Statement statement) {
        CsvText text = new CsvText().line(COLUMNS.stream().map(Column::name).toList());
        for (FocusRow row : rows(statement.bill())) {
            text.line(COLUMNS.stream()
                    .map(column -> column.value().apply(statement, row))
                    .toList());
        }
        return text.bytes();
    }

    static List<FocusRow> rows(BillView bill) {
        List<FocusRow> rows = new ArrayList<>();
        Map<UUID, Money> expected = new HashMap<>();
        bill.subsidies().stream()
                .filter(subsidy -> !subsidy.deducted())
                .forEach(subsidy -> expected.merge(subsidy.charge(), subsidy.amount(), Money::plus));
        bill.groups().stream()
                .flatMap(group -> group.charges().stream())
                .map(charge -> usage(bill, charge, expected.getOrDefault(charge.id(), Money.ZERO)))
                .forEach(rows::add);
        bill.credits().stream().map(Focus::credit).forEach(rows::add);
        bill.subsidies().stream()
                .filter(BilledSubsidy::deducted)
                .map(subsidy -> subsidy(bill, subsidy))
                .forEach(rows::add);
        bill.corrections().stream().map(Focus::adjustment).forEach(rows::add);
        tax(bill, rows).ifPresent(rows::add);
        return rows;
    }

    /// Costs of a tax are those of what it taxes: in the list column VAT as it would be without discounts.
    private static Optional<FocusRow> tax(BillView bill, List<FocusRow> rows) {
        if (bill.vat().isZero()) {
            return Optional.empty();
        }
        Money list = rows.stream()
                .filter(row -> !row.category().equals("Credit"))
                .map(FocusRow::list)
                .reduce(Money.ZERO, Money::plus);
        String percent = bill.vatRate().movePointRight(2).stripTrailingZeros().toPlainString();
        return Optional.of(new FocusRow(
                "Tax",
                "",
                "VAT " + percent + "% on " + bill.net(),
                bill.vat(),
                Rounding.vat(list, bill.vatRate()),
                ServiceTime.start(bill.month()),
                ServiceTime.start(bill.month().plusMonths(1)),
                null,
                Map.of()));
    }

    private static FocusRow usage(BillView bill, ChargeView charge, Money expected) {
        YearMonth service = YearMonth.from(charge.day());
        Map<String, String> more =
                new HashMap<>(Map.of("x_ChargeId", charge.id().toString(), "x_ServiceMonth", service.toString()));
        if (!expected.isZero()) {
            more.put("x_SubsidyExpected", expected.toString());
        }
        return new FocusRow(
                charge.kind() == ChargeKind.FEE ? "Purchase" : "Usage",
                correction(bill, service),
                charge.item() + (charge.bucket() == null ? "" : " " + charge.bucket()) + " on " + charge.day(),
                charge.net(),
                charge.list(),
                charge.from(),
                charge.until(),
                charge,
                more);
    }

    private static FocusRow credit(BilledCredit credit) {
        return row(
                "Usage",
                "Correction",
                "Credit note: " + credit.reason(),
                credit.net(),
                credit.serviceMonth(),
                Map.of("x_ChargeId", credit.charge().toString()));
    }

    private static FocusRow subsidy(BillView bill, BilledSubsidy subsidy) {
        boolean reversal = subsidy.amount().isNegative();
        return row(
                "Credit",
                reversal ? "Correction" : correction(bill, subsidy.serviceMonth()),
                (reversal ? "Subsidy given back, " : "Subsidy, ") + subsidy.programme() + " "
                        + subsidy.programmeTitle(),
                subsidy.amount().negated(),
                subsidy.serviceMonth(),
                Map.ofEntries(
                        entry("x_ChargeId", subsidy.charge().toString()),
                        entry("x_ProgrammeId", subsidy.programme()),
                        entry("x_GrantId", subsidy.grant().toString()),
                        entry("x_SubsidyState", bill.subsidyProvisional() ? "Provisional" : "Settled")));
    }

    private static FocusRow adjustment(BilledAdjustment adjustment) {
        Map<String, String> more = new HashMap<>(Map.of(
                "x_ChargeId", adjustment.charge().toString(),
                "x_ProgrammeId", adjustment.programme(),
                "x_GrantId", adjustment.grant().toString()));
        if (adjustment.claim() != null) {
            more.put("x_ClaimId", adjustment.claim().toString());
        }
        return row(
                "Credit",
                "Correction",
                (adjustment.kind().equals("CLAWBACK") ? "Subsidy taken back, " : "Subsidy not paid, ")
                        + adjustment.programme(),
                adjustment.amount(),
                adjustment.serviceMonth(),
                more);
    }

    /// A row without a charge: its time of service is the month of the charge that it belongs to.
    private static FocusRow row(
            String category,
            String chargeClass,
            String description,
            Money billed,
            YearMonth service,
            Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("x_ServiceMonth", service.toString());
        return new FocusRow(
                category,
                chargeClass,
                description,
                billed,
                billed,
                ServiceTime.start(service),
                ServiceTime.start(service.plusMonths(1)),
                null,
                all);
    }

    private static String correction(BillView bill, YearMonth service) {
        return service.isBefore(bill.month()) ? "Correction" : "";
    }

    private static Kind kind(ChargeView charge) {
        return Kind.valueOf(charge.kind().name());
    }

    private static String start(YearMonth month) {
        Instant start = ServiceTime.start(month);
        return start.toString();
    }

    private interface OfCharge {
        @Nullable String value(ChargeView charge);
    }

    private static BiFunction<Statement, FocusRow, String> used(OfCharge value) {
        return (of, row) -> {
            String found = row.charge() == null ? null : value.value(row.charge());
            return found == null ? "" : found;
        };
    }

    private static Column more(String name) {
        return new Column(name, (of, row) -> row.more().getOrDefault(name, ""));
    }
}
