package dev.aquifer.billing.bill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.evidence.Bundle;
import dev.aquifer.billing.export.BillCsv;
import dev.aquifer.billing.export.BillPdf;
import dev.aquifer.billing.export.BillWords;
import dev.aquifer.billing.export.CloudCsv;
import dev.aquifer.billing.export.Focus;
import dev.aquifer.billing.export.Statement;
import java.util.Objects;

/// A closed bill and all its files in one ZIP that a third party checks with `sha256sum` and nothing of ours.
final class BillPackage {

    private BillPackage() {}

    /// @param statement of the closed bill, @param stored its document
    static byte[] of(Statement statement, ClosedBills.Stored stored) {
        Bundle bundle = new Bundle()
                .add(
                        "README.txt",
                        readme(Objects.requireNonNull(statement.bill().number()), stored))
                .add("bill.json", stored.document().getBytes(UTF_8))
                .add("bill.csv", BillCsv.of(statement.bill()))
                .add("bill-zh.csv", CloudCsv.of(statement.bill()))
                .add("focus-1.2.csv", Focus.of(statement));
        for (String language : new String[] {"zh", "en"}) {
            bundle.add(
                    "bill-" + language + ".pdf",
                    BillPdf.of(statement, BillWords.of(language).orElseThrow()));
        }
        return bundle.zip();
    }

    private static String readme(String number, ClosedBills.Stored stored) {
        return """
            Bill %1$s of %2$s. Nothing of Aquifer is needed to check it.

            1. No file was changed since this package was made:

                sha256sum -c SHA256SUMS

            2. bill.json is the stored bill, byte for byte. Its hash

                sha256sum bill.json

               is the one on the bill's page and PDF and in the notice that was sent when the month was closed:

                %3$s

            3. The bills form a chain: "previous" in bill.json is the sha256sum of bill.json of the organisation's bill
               before (null for the first). A bill that was changed later breaks the chain of all bills after it.

            4. bill.csv and bill-zh.csv have a row for each line of bill.json; the column payable_cny (应付) adds up to
               "payable" of bill.json, the column BilledCost of focus-1.2.csv too. "facts" in bill.json names how many
               facts are in each charge, and the SHA-256 over their ids.

            bill.json never changes. How far subsidies are paid by now is not in it, but in focus-1.2.csv and the PDFs;
            these are as they were when the package was made.
            """.formatted(number, stored.month(), stored.sha256());
    }
}
