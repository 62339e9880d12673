package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The operator's side of a clawback: charge what was confirmed, then record that the money went back to the
/// programme, or that the programme waives it.
@ApplicationScoped
class ClawbackLife {
    private final Caller caller;
    private final Tenancy tenancy;
    private final InstantSource clock;
    private final Acts acts;
    private final Ledger ledger;
    private final Organisations organisations;
    private final Clawbacks clawbacks;
    private final Programmes programmes;
    private final GrantDesk sums;
    private final SubsidyNews news;

    ClawbackLife(
            Caller caller,
            Tenancy tenancy,
            InstantSource clock,
            Acts acts,
            Ledger ledger,
            Organisations organisations,
            Clawbacks clawbacks,
            Programmes programmes,
            GrantDesk sums,
            SubsidyNews news) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.clock = clock;
        this.acts = acts;
        this.ledger = ledger;
        this.organisations = organisations;
        this.clawbacks = clawbacks;
        this.programmes = programmes;
        this.sums = sums;
        this.news = news;
    }

    @Transactional
    List<ClawbackView> all() {
        return tenancy.asJobs(() -> clawbacks.views(clawbacks.all(), organisations.names(), caller.person()));
    }

    /// Posts it: what was not paid is taken back, what was paid becomes an adjustment on the open bill. Again:
    /// nothing.
    @Transactional
    ClawbackView charge(UUID clawback) {
        return tenancy.asJobs(() -> {
            var locked = locked(clawback);
            switch (locked.state()) {
                case PROPOSED, TURNED_DOWN ->
                    throw Problems.conflict("Only a confirmed clawback is charged; it is " + locked.state() + ".");
                case CONFIRMED -> {
                    var posted = sums.clawBack(locked.organisation(), locked.grant(), locked.from(), locked.reasons());
                    clawbacks.charged(locked, posted.reversed(), posted.receivable(), clock.instant());
                    acts.step(
                            locked.organisation(),
                            "clawback.charged",
                            locked.grant(),
                            "taken back " + posted.reversed() + " CNY, owed " + posted.receivable() + " CNY");
                    news.clawback(
                            locked,
                            ClawbackState.CHARGED,
                            Map.of(
                                    "reversed", posted.reversed().toString(),
                                    "owed", posted.receivable().toString()));
                }
                case CHARGED, REPAID, WRITTEN_OFF -> {}
            }
            return view(clawback);
        });
    }

    /// The money went back to the city.
    @Transactional
    ClawbackView repaid(UUID clawback, String reference) {
        return end(clawback, ClawbackState.REPAID, "clawback.repaid", reference, Account.CASH);
    }

    /// The programme waives it, usually together with a debt of the organisation that is written off.
    @Transactional
    ClawbackView writeOff(UUID clawback, String reasons) {
        return end(clawback, ClawbackState.WRITTEN_OFF, "clawback.written-off", reasons, Account.SUBSIDY_SHORTFALL);
    }

    private ClawbackView end(UUID clawback, ClawbackState to, String action, String said, Account against) {
        return tenancy.asJobs(() -> {
            var locked = locked(clawback);
            if (locked.state() == to) {
                return view(clawback);
            }
            if (locked.state() != ClawbackState.CHARGED || locked.receivable() == null) {
                throw Problems.conflict("Only a charged clawback can do this; it is " + locked.state() + ".");
            }
            var owed = locked.receivable();
            // R17: what a REIMBURSE programme takes back is between it and the organisation, and in no book of ours.
            if (owed.isPositive() && programmes.get(locked.programme()).rules().deducts()) {
                tenancy.asOrganisation(
                        locked.organisation(),
                        () -> ledger.post(List.of(LedgerTransaction.of(
                                locked.organisation(),
                                action + ":" + clawback,
                                "clawback",
                                null,
                                ServiceTime.month(clock.instant()),
                                new LedgerTransaction.Transfer(
                                        Account.programmeRepayable(locked.programme()), against, owed)))));
            }
            clawbacks.moved(locked, to);
            acts.step(locked.organisation(), action, locked.grant(), said);
            news.clawback(locked, to, Map.of());
            return view(clawback);
        });
    }

    /// Nobody posts for the organisation meanwhile.
    private Clawbacks.Clawback locked(UUID clawback) {
        var found = clawbacks.find(clawback).orElseThrow(() -> Problems.notFound("clawback", clawback));
        tenancy.asOrganisation(found.organisation(), () -> ledger.lock(found.organisation()));
        return clawbacks.lock(clawback).orElseThrow(() -> Problems.notFound("clawback", clawback));
    }

    private ClawbackView view(UUID clawback) {
        var found = clawbacks.find(clawback).orElseThrow(() -> Problems.notFound("clawback", clawback));
        return clawbacks
                .views(List.of(found), organisations.names(), caller.person())
                .getFirst();
    }
}
