package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/// What must hold between the figures of a bill, to the fen.
final class BillSums {
    private BillSums() {}

    static void hold(JsonNode bill) {
        assertThat(money(bill, "/net")
                        .add(money(bill, "/vat"))
                        .subtract(money(bill, "/subsidy"))
                        .add(money(bill, "/adjustments")))
                .isEqualByComparingTo(money(bill, "/payable"));
        for (var column : new String[] {"/net", "/subsidy", "/vat"}) {
            var sum = BigDecimal.ZERO;
            for (var group : bill.required("groups")) {
                for (var charge : group.required("charges")) {
                    sum = sum.add(money(charge, column));
                }
            }
            assertThat(sum).as(column).isEqualByComparingTo(money(bill, column));
        }
    }

    static BigDecimal money(JsonNode of, String pointer) {
        return new BigDecimal(of.at(pointer).asText("0"));
    }
}
