package dev.aquifer.billing.invoice;

import dev.aquifer.billing.api.invoice.Buyer;
import dev.aquifer.billing.api.invoice.InvoiceApi;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.billing.api.invoice.InvoicesView;
import dev.aquifer.billing.api.invoice.IssuedInvoice;
import dev.aquifer.billing.api.invoice.RedLetter;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.export.InvoiceCsv;
import dev.aquifer.billing.idempotency.Idempotent;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

/// See [InvoiceApi]. Every member may read; owner and finance ask.
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class InvoiceResource implements InvoiceApi {

    private final Invoices invoices;
    private final InvoiceDesk desk;
    private final Caller caller;
    private final Tenancy tenancy;

    InvoiceResource(Invoices invoices, InvoiceDesk desk, Caller caller, Tenancy tenancy) {
        this.invoices = invoices;
        this.desk = desk;
        this.caller = caller;
        this.tenancy = tenancy;
    }

    @Override
    @ForOrganisation
    public InvoicesView invoices() {
        UUID organisation = caller.organisation();
        return new InvoicesView(invoices.buyer(organisation).orElse(null), invoices.of(organisation));
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public InvoicesView buyer(Buyer buyer) {
        UUID organisation = caller.organisation();
        desk.buyer(organisation, buyer, person());
        return new InvoicesView(buyer, invoices.of(organisation));
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    @Idempotent
    public InvoiceView ask(String month) {
        return desk.ask(caller.organisation(), month(month), person());
    }

    @Override
    @ForOrganisation
    public byte[] file() {
        return InvoiceCsv.of(invoices.of(caller.organisation()));
    }

    @Override
    @RolesAllowed("operator")
    public List<InvoiceView> operatorsInvoices() {
        return tenancy.asJobs(invoices::all);
    }

    @Override
    @RolesAllowed("operator")
    public byte[] operatorsFile() {
        return InvoiceCsv.of(operatorsInvoices());
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public InvoiceView issued(UUID organisation, UUID invoice, IssuedInvoice issued) {
        InvoiceDesk.Person by = person();
        return tenancy.asOrganisation(organisation, () -> desk.issued(organisation, invoice, issued, by));
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public InvoiceView redLetter(UUID organisation, UUID invoice, RedLetter request) {
        InvoiceDesk.Person by = person();
        return tenancy.asOrganisation(organisation, () -> desk.redLetter(organisation, invoice, request, by));
    }

    private InvoiceDesk.Person person() {
        return new InvoiceDesk.Person(caller.person(), caller.name());
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException _) {
            throw Problems.invalid("month", "month must be a year and a month, e.g. 2026-11");
        }
    }
}
