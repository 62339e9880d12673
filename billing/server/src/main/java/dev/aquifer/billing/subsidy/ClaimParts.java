package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClaimLineView;
import dev.aquifer.billing.api.subsidy.ClaimPart;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What each organisation has in a claim, for screens, and how it compares with the accruals as they stand now.
@ApplicationScoped
class ClaimParts {
    private final Sql sql;
    private final Tenancy tenancy;
    private final Organisations organisations;
    private final ClaimLines lines;

    ClaimParts(Sql sql, Tenancy tenancy, Organisations organisations, ClaimLines lines) {
        this.sql = sql;
        this.tenancy = tenancy;
        this.organisations = organisations;
        this.lines = lines;
    }

    /// One organisation's part, and what the accruals of its lines say now.
    record Part(ClaimPart part, Money accrued) {}

    /// In the order in which the claim took them.
    List<UUID> organisations(UUID claim) {
        return tenancy.asJobs(() -> lines.organisations(claim));
    }

    List<Part> of(UUID claim, boolean settled) {
        var names = organisations.names();
        var parts = new ArrayList<Part>();
        for (var organisation : organisations(claim)) {
            parts.add(tenancy.asOrganisation(
                    organisation, () -> part(claim, organisation, names.getOrDefault(organisation, ""), settled)));
        }
        return parts;
    }

    /// What a claim of the programme would take now, organisation by organisation.
    List<Part> open(UUID programme) {
        var names = organisations.names();
        return tenancy.asJobs(() -> sql.list(
                "select organisation_id, count(*) as lines, sum(accrued - claimed - paid) as sum from charge_share"
                        + " where programme_id = ? and accrued - claimed - paid <> 0 group by 1 order by 1",
                row -> {
                    var organisation = Sql.uuid(row, "organisation_id");
                    var sum = Sql.money(row, "sum");
                    return new Part(
                            new ClaimPart(
                                    organisation,
                                    names.getOrDefault(organisation, ""),
                                    row.getInt("lines"),
                                    sum,
                                    null,
                                    null),
                            sum);
                },
                programme));
    }

    /// The lines of the organisation that the transaction is bound to.
    List<ClaimLineView> lines(UUID claim, UUID organisation) {
        return lines.rows(organisation, claim).stream()
                .map(row -> new ClaimLineView(
                        row.charge(),
                        row.grant(),
                        row.kind(),
                        row.month().toString(),
                        row.serviceMonth().toString(),
                        row.net(),
                        row.amount(),
                        row.paid(),
                        row.shortfall()))
                .toList();
    }

    /// The claims that hold lines of the organisation that the transaction is bound to, newest first.
    List<UUID> claimsOf(UUID organisation) {
        return sql.list(
                "select claim_id from claim_organisation where organisation_id = ? order by made_at desc, claim_id desc",
                row -> Sql.uuid(row, "claim_id"),
                organisation);
    }

    private Part part(UUID claim, UUID organisation, String name, boolean settled) {
        var takenBack = takenBack(claim, organisation);
        return sql.first(
                        "select count(*) as lines, coalesce(sum(made), 0) as made, coalesce(sum(amount), 0) as claimed,"
                                + " coalesce(sum(shortfall), 0) as shortfall from claim_line"
                                + " where organisation_id = ? and claim_id = ?",
                        row -> {
                            var claimed = Sql.money(row, "claimed");
                            var shortfall = Sql.money(row, "shortfall");
                            return new Part(
                                    new ClaimPart(
                                            organisation,
                                            name,
                                            row.getInt("lines"),
                                            claimed,
                                            settled ? claimed.minus(shortfall) : null,
                                            settled ? shortfall : null),
                                    Sql.money(row, "made").plus(takenBack));
                        },
                        organisation,
                        claim)
                .orElseThrow();
    }

    /// Accruals of its lines that were taken back after the claim was made, or withdrawn because it was not paid in
    /// full.
    private Money takenBack(UUID claim, UUID organisation) {
        return sql.first("""
                        select coalesce(sum(a.amount), 0) as sum
                        from claim_line l
                        join claim_organisation c on c.organisation_id = l.organisation_id and c.claim_id = l.claim_id
                        join accrual a on a.organisation_id = l.organisation_id and a.charge_id = l.charge_id
                          and a.grant_id = l.grant_id and a.amount < 0
                          and (a.claim_id = l.claim_id or (a.claim_id is null and a.posted_at > c.made_at))
                        where l.organisation_id = ? and l.claim_id = ?
                          and not exists (select from claim_accrual taken where taken.organisation_id = a.organisation_id
                            and taken.accrual_id = a.id and taken.claim_id = l.claim_id)""", row -> Sql.money(row, "sum"), organisation, claim).orElse(Money.ZERO);
    }
}
