package dev.aquifer.billing.bill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.bill.BillApi;
import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.ChargeDetail;
import dev.aquifer.billing.api.bill.FactView;
import dev.aquifer.billing.api.bill.RequestView;
import dev.aquifer.billing.api.bill.UsageSummary;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.export.BillCsv;
import dev.aquifer.billing.export.BillPdf;
import dev.aquifer.billing.export.BillWords;
import dev.aquifer.billing.export.CloudCsv;
import dev.aquifer.billing.export.Focus;
import dev.aquifer.billing.export.Statement;
import dev.aquifer.billing.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// See [BillApi]. Every member may read.
@Authenticated
@OpenToKeys
@ForOrganisation
@RunOnVirtualThread
class BillResource implements BillApi {

    private final BillDesk desk;
    private final ClosedBills bills;
    private final Requests requests;
    private final Caller caller;

    BillResource(BillDesk desk, ClosedBills bills, Requests requests, Caller caller) {
        this.desk = desk;
        this.bills = bills;
        this.requests = requests;
        this.caller = caller;
    }

    @Override
    public List<BillSummary> bills() {
        return desk.all(caller.organisation());
    }

    @Override
    public BillView bill(String month) {
        return statement(month).bill();
    }

    @Override
    public byte[] document(String month) {
        return bills.find(caller.organisation(), BillMonth.of(month))
                .orElseThrow(() -> Problems.notFound("closed bill", month))
                .document()
                .getBytes(UTF_8);
    }

    @Override
    public byte[] csv(String month, String language) {
        BillView bill = statement(month).bill();
        return switch (language) {
            case "en" -> BillCsv.of(bill);
            case "zh" -> CloudCsv.of(bill);
            default -> throw wrong();
        };
    }

    @Override
    public byte[] pack(String month) {
        Statement statement = statement(month);
        ClosedBills.Stored stored = bills.find(caller.organisation(), BillMonth.of(month))
                .orElseThrow(() ->
                        Problems.conflict("The bill of " + month + " is open; there is a package once it is closed."));
        return BillPackage.of(statement, stored);
    }

    @Override
    public byte[] focus(String month) {
        return Focus.of(statement(month));
    }

    @Override
    public byte[] pdf(String month, String language) {
        BillWords words = BillWords.of(language).orElseThrow(BillResource::wrong);
        Statement statement = statement(month);
        if (statement.bill().number() == null) {
            throw Problems.conflict("The bill of " + month + " is open; there is a PDF once it is closed.");
        }
        return BillPdf.of(statement, words);
    }

    private Statement statement(String month) {
        return desk.statement(caller.organisation(), BillMonth.of(month))
                .orElseThrow(() -> Problems.notFound("bill", month));
    }

    @Override
    public ChargeDetail charge(UUID charge) {
        return desk.charge(caller.organisation(), charge).orElseThrow(() -> Problems.notFound("charge", charge));
    }

    @Override
    public Page<FactView> facts(UUID charge, @Nullable UUID after, int limit) {
        checked(limit);
        return page(
                desk.facts(caller.organisation(), charge, after, limit)
                        .orElseThrow(() -> Problems.notFound("charge", charge)),
                limit,
                FactView::id);
    }

    @Override
    public UsageSummary usage() {
        return desk.usage(caller.organisation());
    }

    @Override
    public Page<RequestView> requests(@Nullable String request, @Nullable UUID after, int limit) {
        checked(limit);
        String wanted = request == null || request.isBlank() ? null : request.strip();
        return page(requests.list(caller.organisation(), wanted, after, limit), limit, RequestView::fact);
    }

    private static RuntimeException wrong() {
        return Problems.invalid("language", "language must be zh or en");
    }

    static <T> Page<T> page(List<T> found, int limit, Function<T, UUID> id) {
        return new Page<>(
                found, found.size() < limit ? null : id.apply(found.getLast()).toString());
    }

    static void checked(int limit) {
        if (limit < 1 || limit > 200) {
            throw Problems.invalid("limit", "limit must be 1 to 200");
        }
    }
}
