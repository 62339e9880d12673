package dev.aquifer.billing.ledger;

import dev.aquifer.billing.api.ledger.SealView;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// Seals what was booked, in batches after the commit; posting never waits for it. Each book has its own chain, and
/// the database computes the hashes (`ledger_seal_hash`), so that whoever verifies uses the same function.
@ApplicationScoped
class Seals {

    /// Transactions in one seal at most.
    static final int BATCH = 10_000;

    private static final int SHOWN = 50;
    private static final String COLUMNS =
            "select organisation_id, number, transactions, previous, hash, sealed_at from ledger_seal s";

    private final Sql sql;
    private final Tenancy tenancy;
    private final InstantSource clock;

    Seals(Sql sql, Tenancy tenancy, InstantSource clock) {
        this.sql = sql;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void sealAll() {
        for (UUID organisation : unsealed()) {
            while (tenancy.asOrganisation(organisation, () -> seal(organisation))) {
                // One batch in each transaction.
            }
        }
    }

    /// The newest seals of a book, newest first.
    List<SealView> of(UUID organisation) {
        return sql.list(
                COLUMNS + " where organisation_id = ? order by number desc limit ?", Seals::read, organisation, SHOWN);
    }

    /// The newest seal of each book, newest first.
    List<SealView> heads() {
        return sql.list(
                "select s.* from ledger_book b cross join lateral (" + COLUMNS
                        + " where s.organisation_id = b.organisation_id order by number desc limit 1) s"
                        + " order by s.sealed_at desc",
                Seals::read);
    }

    /// False if there was nothing to seal.
    private boolean seal(UUID organisation) {
        return sql.update(
                        "insert into ledger_seal (organisation_id, number, after_sequence, through_sequence, transactions,"
                                + " previous, hash, sealed_at)"
                                + " select ?::uuid, head.number + 1, head.through, batch.through, batch.transactions,"
                                + " head.hash, ledger_seal_hash(?::uuid, head.through, batch.through, head.hash), ?"
                                + " from (select number, through_sequence as through, hash from ledger_seal"
                                + " where organisation_id = ?::uuid"
                                + " union all select 0, 0, ledger_seal_root(?::uuid) order by number desc limit 1) head"
                                + " cross join lateral (select max(sequence) as through, count(*)::int as transactions from"
                                + " (select sequence from ledger_transaction where organisation_id = ?::uuid"
                                + " and sequence > head.through order by sequence limit ?) next) batch"
                                + " where batch.transactions > 0 on conflict do nothing",
                        organisation,
                        organisation,
                        clock.instant(),
                        organisation,
                        organisation,
                        organisation,
                        BATCH)
                == 1;
    }

    private List<UUID> unsealed() {
        return tenancy.asJobs(() -> sql.list(
                "select organisation_id from ledger_book b where exists (select from ledger_transaction t"
                        + " where t.organisation_id = b.organisation_id and t.sequence > coalesce((select through_sequence"
                        + " from ledger_seal s where s.organisation_id = b.organisation_id order by number desc limit 1), 0))"
                        + " order by organisation_id",
                row -> Sql.uuid(row, "organisation_id")));
    }

    private static SealView read(ResultSet row) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new SealView(
                Sql.uuid(row, "organisation_id"),
                row.getInt("number"),
                row.getInt("transactions"),
                hex.formatHex(row.getBytes("previous")),
                hex.formatHex(row.getBytes("hash")),
                Sql.instant(row, "sealed_at"));
    }
}
