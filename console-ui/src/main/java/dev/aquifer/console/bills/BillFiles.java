package dev.aquifer.console.bills;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Downloads;
import java.util.function.Supplier;

/// The bill as files. While the month is open there is no PDF: nothing that changes is to look like a bill.
class BillFiles extends Div {
    private final Calls calls;
    private final String name;

    BillFiles(Calls calls, Billing billing, BillView bill) {
        this.calls = calls;
        var month = bill.month().toString();
        var number = bill.number();
        name = number == null ? "bill-" + month + "-open" : number;
        addClassName("aq-actions");
        boolean chinese = getLocale().getLanguage().equals("zh");
        if (number != null) {
            var own = chinese ? "zh" : "en";
            var other = chinese ? "en" : "zh";
            file(
                    "pdf",
                    name + "-" + own + ".pdf",
                    "application/pdf",
                    () -> billing.bills().pdf(month, own));
            file(
                    "pdf.other",
                    name + "-" + other + ".pdf",
                    "application/pdf",
                    () -> billing.bills().pdf(month, other));
        }
        if (chinese) {
            file(
                    "csv.zh",
                    name + "-zh.csv",
                    "text/csv;charset=UTF-8",
                    () -> billing.bills().csv(month, "zh"));
        }
        file(
                "csv",
                name + ".csv",
                "text/csv;charset=UTF-8",
                () -> billing.bills().csv(month, "en"));
        file(
                "focus",
                name + "-focus-1.2.csv",
                "text/csv;charset=UTF-8",
                () -> billing.bills().focus(month));
        if (number != null) {
            file(
                    "json",
                    name + ".json",
                    "application/json",
                    () -> billing.bills().document(month));
            file(
                    "package",
                    name + ".zip",
                    "application/zip",
                    () -> billing.bills().pack(month));
        }
    }

    private void file(String key, String fileName, String mediaType, Supplier<byte[]> bytes) {
        var link = Downloads.button(
                calls, getTranslation("bill.file." + key), new Downloads.File(fileName, mediaType), bytes);
        link.setId("bill-file-" + key.replace('.', '-'));
        add(link);
    }
}
