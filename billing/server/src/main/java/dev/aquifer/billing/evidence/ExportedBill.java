package dev.aquifer.billing.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The document of a closed bill, as somebody has kept it.
///
/// @param where the file, @param sha256 of its bytes, @param previous SHA-256 of the bill before, as it says itself
record ExportedBill(
        String where,
        String organisation,
        String name,
        YearMonth month,
        String sha256,
        @Nullable String previous,
        JsonNode bill) {

    private static final String FORMAT = "aquifer.bill/1";

    /// Empty if the file is none of ours; also where it only looks like one.
    static Optional<ExportedBill> read(String where, byte[] bytes) {
        var root = Json.read(bytes);
        if (!FORMAT.equals(root.path("format").asText())) {
            return Optional.empty();
        }
        var bill = root.path("bill");
        return month(bill)
                .map(month -> new ExportedBill(
                        where,
                        bill.path("organisation").asText(),
                        root.path("organisationName").asText(),
                        month,
                        Bundle.sha256(bytes),
                        root.path("previous").isTextual()
                                ? root.path("previous").asText()
                                : null,
                        bill));
    }

    private static Optional<YearMonth> month(JsonNode bill) {
        return bill.path("month").asText().matches("\\d{4}-(0[1-9]|1[0-2])")
                ? Optional.of(YearMonth.parse(bill.path("month").asText()))
                : Optional.empty();
    }

    /// What of its sums is not that of its lines.
    List<Finding> wrongSums() {
        try {
            var net = sum("groups", "charges", "net").plus(sum("credits", null, "net"));
            var vat = sum("groups", "charges", "vat").plus(sum("credits", null, "vat"));
            var subsidy = Money.ZERO;
            for (var line : bill.path("subsidies")) {
                subsidy = line.path("deducted").asBoolean() ? subsidy.plus(money(line.path("amount"))) : subsidy;
            }
            var wrong = new ArrayList<Finding>();
            compare("net", net, wrong);
            compare("vat", vat, wrong);
            compare("vat", Rounding.vat(net, new BigDecimal(bill.path("vatRate").asText())), wrong);
            compare("subsidy", subsidy, wrong);
            compare("adjustments", sum("corrections", null, "amount"), wrong);
            compare("payable", net.plus(vat).minus(subsidy).plus(sum("corrections", null, "amount")), wrong);
            return wrong;
        } catch (IllegalArgumentException e) {
            return List.of(Finding.broken(where + ": an amount is not one: " + e.getMessage()));
        }
    }

    private void compare(String field, Money lines, List<Finding> wrong) {
        var said = money(bill.path(field));
        if (said.compareTo(lines) != 0) {
            wrong.add(Finding.broken(where + ": " + field + " is " + said + ", its lines come to " + lines));
        }
    }

    private Money sum(String list, @Nullable String inner, String field) {
        var sum = Money.ZERO;
        for (var each : bill.path(list)) {
            if (inner == null) {
                sum = sum.plus(money(each.path(field)));
            } else {
                for (var line : each.path(inner)) {
                    sum = sum.plus(money(line.path(field)));
                }
            }
        }
        return sum;
    }

    private static Money money(JsonNode node) {
        if (node instanceof MissingNode) {
            throw new IllegalArgumentException("it is missing");
        }
        return Money.of(node.asText());
    }
}
