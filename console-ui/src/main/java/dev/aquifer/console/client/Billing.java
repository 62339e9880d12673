package dev.aquifer.console.client;

import dev.aquifer.billing.api.bill.BillApi;
import dev.aquifer.billing.api.bill.PlatformChargeApi;
import dev.aquifer.billing.api.budget.BudgetApi;
import dev.aquifer.billing.api.invoice.InvoiceApi;
import dev.aquifer.billing.api.ledger.LedgerApi;
import dev.aquifer.billing.api.ledger.PlatformLedgerApi;
import dev.aquifer.billing.api.month.CloseApi;
import dev.aquifer.billing.api.notice.NoticeApi;
import dev.aquifer.billing.api.payment.PaymentApi;
import dev.aquifer.billing.api.payment.TreasuryApi;
import dev.aquifer.billing.api.price.PriceApi;
import dev.aquifer.billing.api.price.PriceBookApi;
import dev.aquifer.billing.api.price.RepricingApi;
import dev.aquifer.billing.api.quarantine.QuarantineApi;
import dev.aquifer.billing.api.simulation.SimulationApi;
import dev.aquifer.billing.api.standing.StandingApi;
import dev.aquifer.billing.api.subsidy.AccrualApi;
import dev.aquifer.billing.api.subsidy.AssessmentApi;
import dev.aquifer.billing.api.subsidy.ClaimApi;
import dev.aquifer.billing.api.subsidy.GrantApi;
import dev.aquifer.billing.api.subsidy.ProgrammeApi;
import dev.aquifer.billing.api.subsidy.SubsidyApi;
import dev.aquifer.billing.api.usage.UsageApi;
import jakarta.enterprise.context.ApplicationScoped;

/// The server of prices, bills and subsidies. Its calls are made through [Calls], never in a page's own thread.
@ApplicationScoped
public class Billing {
    private final BillApi bills;
    private final PriceApi prices;
    private final PriceBookApi books;
    private final RepricingApi repricing;
    private final StandingApi standings;
    private final SubsidyApi subsidies;
    private final AssessmentApi assessments;
    private final ProgrammeApi programmes;
    private final GrantApi grants;
    private final ClaimApi claims;
    private final AccrualApi accruals;
    private final QuarantineApi quarantine;
    private final SimulationApi simulations;
    private final UsageApi usage;
    private final BudgetApi budgets;
    private final PaymentApi payments;
    private final TreasuryApi treasury;
    private final LedgerApi ledger;
    private final PlatformLedgerApi platformLedger;
    private final PlatformChargeApi platformCharges;
    private final NoticeApi notices;
    private final CloseApi closes;
    private final InvoiceApi invoices;

    Billing(ServerAddresses servers) {
        var server = servers.billing();
        var patience = servers.patience();
        bills = Clients.of(BillApi.class, server, patience);
        prices = Clients.of(PriceApi.class, server, patience);
        books = Clients.of(PriceBookApi.class, server, patience);
        repricing = Clients.of(RepricingApi.class, server, patience);
        standings = Clients.of(StandingApi.class, server, patience);
        subsidies = Clients.of(SubsidyApi.class, server, patience);
        assessments = Clients.of(AssessmentApi.class, server, patience);
        programmes = Clients.of(ProgrammeApi.class, server, patience);
        grants = Clients.of(GrantApi.class, server, patience);
        accruals = Clients.of(AccrualApi.class, server, patience);
        claims = Clients.of(ClaimApi.class, server, patience);
        quarantine = Clients.of(QuarantineApi.class, server, patience);
        simulations = Clients.of(SimulationApi.class, server, patience);
        usage = Clients.of(UsageApi.class, server, patience);
        budgets = Clients.of(BudgetApi.class, server, patience);
        payments = Clients.of(PaymentApi.class, server, patience);
        treasury = Clients.of(TreasuryApi.class, server, patience);
        ledger = Clients.of(LedgerApi.class, server, patience);
        platformCharges = Clients.of(PlatformChargeApi.class, server, patience);
        platformLedger = Clients.of(PlatformLedgerApi.class, server, patience);
        notices = Clients.of(NoticeApi.class, server, patience);
        closes = Clients.of(CloseApi.class, server, patience);
        invoices = Clients.of(InvoiceApi.class, server, patience);
    }

    public BillApi bills() {
        return bills;
    }

    public PriceApi prices() {
        return prices;
    }

    /// Price books and contracts, for operators.
    public PriceBookApi books() {
        return books;
    }

    public RepricingApi repricing() {
        return repricing;
    }

    public StandingApi standings() {
        return standings;
    }

    public SubsidyApi subsidies() {
        return subsidies;
    }

    public AssessmentApi assessments() {
        return assessments;
    }

    public ProgrammeApi programmes() {
        return programmes;
    }

    public GrantApi grants() {
        return grants;
    }

    public AccrualApi accruals() {
        return accruals;
    }

    public ClaimApi claims() {
        return claims;
    }

    public QuarantineApi quarantine() {
        return quarantine;
    }

    public SimulationApi simulations() {
        return simulations;
    }

    public UsageApi usage() {
        return usage;
    }

    public BudgetApi budgets() {
        return budgets;
    }

    public PaymentApi payments() {
        return payments;
    }

    public TreasuryApi treasury() {
        return treasury;
    }

    public LedgerApi ledger() {
        return ledger;
    }

    public PlatformLedgerApi platformLedger() {
        return platformLedger;
    }

    public NoticeApi notices() {
        return notices;
    }

    public CloseApi closes() {
        return closes;
    }

    public InvoiceApi invoices() {
        return invoices;
    }

    /// Charges of any organisation, for operators.
    public PlatformChargeApi platformCharges() {
        return platformCharges;
    }
}
