package dev.aquifer.billing.ledger;

import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.ledger.EntryView;
import dev.aquifer.billing.api.ledger.LedgerApi;
import dev.aquifer.billing.api.ledger.SealView;
import dev.aquifer.billing.api.ledger.TransactionView;
import dev.aquifer.billing.api.ledger.TrialBalance;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [LedgerApi].
@Authenticated
@OpenToKeys
@ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
@RunOnVirtualThread
class LedgerResource implements LedgerApi {

    private final BookReader reader;
    private final Seals seals;
    private final Journal journal;
    private final Caller caller;

    LedgerResource(BookReader reader, Seals seals, Journal journal, Caller caller) {
        this.reader = reader;
        this.seals = seals;
        this.journal = journal;
        this.caller = caller;
    }

    @Override
    public TrialBalance accounts(@Nullable String at, @Nullable String month) {
        return reader.trialBalance(caller.organisation(), Asked.instant(at), Asked.month(month));
    }

    @Override
    public Page<EntryView> entries(String account, @Nullable UUID after, int limit) {
        return reader.entries(caller.organisation(), Asked.account(account), after, Asked.limit(limit));
    }

    @Override
    public TransactionView transaction(UUID transaction) {
        return reader.transaction(caller.organisation(), transaction)
                .orElseThrow(() -> Problems.notFound("transaction", transaction));
    }

    @Override
    public List<SealView> seals() {
        return seals.of(caller.organisation());
    }

    @Override
    public Response journal() {
        UUID organisation = caller.organisation();
        return JournalFile.response("aquifer-" + organisation, out -> journal.write(organisation, out));
    }
}
