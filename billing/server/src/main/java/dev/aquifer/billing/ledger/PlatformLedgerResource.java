package dev.aquifer.billing.ledger;

import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.ledger.EntryView;
import dev.aquifer.billing.api.ledger.PlatformLedgerApi;
import dev.aquifer.billing.api.ledger.SealView;
import dev.aquifer.billing.api.ledger.TransactionView;
import dev.aquifer.billing.api.ledger.TrialBalance;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [PlatformLedgerApi].
@RolesAllowed("operator")
@RunOnVirtualThread
class PlatformLedgerResource implements PlatformLedgerApi {

    private final BookReader reader;
    private final Seals seals;
    private final Journal journal;
    private final Tenancy tenancy;

    PlatformLedgerResource(BookReader reader, Seals seals, Journal journal, Tenancy tenancy) {
        this.reader = reader;
        this.seals = seals;
        this.journal = journal;
        this.tenancy = tenancy;
    }

    @Override
    public TrialBalance accounts(@Nullable UUID organisation, @Nullable String at, @Nullable String month) {
        Instant instant = Asked.instant(at);
        YearMonth upTo = Asked.month(month);
        return tenancy.asJobs(() -> reader.trialBalance(organisation, instant, upTo));
    }

    @Override
    public Page<EntryView> entries(@Nullable UUID organisation, String account, @Nullable UUID after, int limit) {
        String name = Asked.account(account);
        int most = Asked.limit(limit);
        return tenancy.asJobs(() -> reader.entries(organisation, name, after, most));
    }

    @Override
    public TransactionView transaction(UUID organisation, UUID transaction) {
        return tenancy.asJobs(() -> reader.transaction(organisation, transaction))
                .orElseThrow(() -> Problems.notFound("transaction", transaction));
    }

    @Override
    public List<SealView> seals() {
        return tenancy.asJobs(seals::heads);
    }

    @Override
    public Response journal() {
        return JournalFile.response("aquifer", out -> journal.write(null, out));
    }
}
