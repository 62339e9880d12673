package dev.aquifer.billing.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.billing.subsidy.ClaimFrozen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Packs a claim's evidence in the transaction that freezes its lines, and keeps it as it is: what is open today (a
/// bill, the books) goes on, the package does not.
@ApplicationScoped
class ClaimPacker {
    private static final String README = """
            Evidence of a claim for compute subsidies.

            Verify that nothing was changed since it was packed:

                sha256sum -c SHA256SUMS

            manifest.json       the claim, the organisations in it, the sums, and the hash of every other file
            claim-lines.csv     every line of the claim: one charge under one grant
            <organisation>/     of each organisation in the claim:
              bill-totals.csv   its bills on which lines of the claim stand: net, subsidy under this programme
              charges.csv       the charges behind the lines: quantity, price, net, time of service
              accruals.csv      every entry of subsidy on these charges under this programme, also those taken back
              ledger.csv        the postings that belong to these charges, double entry
              usage.csv         usage by lease: chips, from when to when, chip seconds
              evidence.csv      the files that the organisation handed in, with their SHA-256
              grants.csv        its grants under this programme, in all versions of the ratio

            Amounts are CNY without VAT. Instants are UTC; months are those of Asia/Shanghai. A subsidy is provisional
            until the claim is settled.
            """;

    private final Sql sql;
    private final Csv csv;
    private final Tenancy tenancy;
    private final Organisations organisations;
    private final InstantSource clock;
    private final ObjectMapper json;

    ClaimPacker(
            Sql sql, Csv csv, Tenancy tenancy, Organisations organisations, InstantSource clock, ObjectMapper json) {
        this.sql = sql;
        this.csv = csv;
        this.tenancy = tenancy;
        this.organisations = organisations;
        this.clock = clock;
        this.json = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    void frozen(@Observes ClaimFrozen claim) {
        var zip = pack(claim);
        tenancy.asJobs(() -> sql.update(
                "insert into claim_package (claim_id, content, sha256, packed_at)"
                        + " values (?, ?, encode(sha256(?), 'hex'), ?)",
                claim.claim(),
                zip,
                zip,
                clock.instant()));
    }

    /// The same claim in the same state of the books gives the same bytes.
    byte[] pack(ClaimFrozen claim) {
        var names = organisations.names();
        var taken = tenancy.asJobs(() -> sql.list(
                "select organisation_id from claim_organisation where claim_id = ? order by organisation_id",
                row -> Sql.uuid(row, "organisation_id"),
                claim.claim()));
        var bundle = new Bundle().add("README.txt", README);
        var lines = new StringBuilder();
        var sums = new TreeMap<String, Object>();
        for (var organisation : taken) {
            tenancy.asOrganisation(organisation, () -> {
                add(bundle, claim, organisation);
                var own = csv.of(OrganisationFiles.LINE, OrganisationFiles.LINES, organisation, claim.claim());
                lines.append(lines.isEmpty() ? own : own.substring(own.indexOf('\n') + 1));
                sums.put(organisation.toString(), part(claim, organisation, names.getOrDefault(organisation, "")));
            });
        }
        bundle.add("claim-lines.csv", lines.toString());
        bundle.add("manifest.json", manifest(claim, sums, bundle.hashes()));
        return bundle.zip();
    }

    private void add(Bundle bundle, ClaimFrozen claim, UUID organisation) {
        OrganisationFiles.ALL.forEach(file -> bundle.add(
                organisation + "/" + file.name(), csv.of(file.columns(), file.query(), organisation, claim.claim())));
    }

    private Map<String, Object> part(ClaimFrozen claim, UUID organisation, String name) {
        return sql.first(
                        "select count(*) as lines, coalesce(sum(amount), 0) as claimed from claim_line"
                                + " where organisation_id = ? and claim_id = ?",
                        row -> Map.<String, Object>of(
                                "name", name,
                                "lines", row.getInt("lines"),
                                "claimed", Sql.money(row, "claimed").toString()),
                        organisation,
                        claim.claim())
                .orElseThrow();
    }

    private String manifest(ClaimFrozen claim, Map<String, Object> parts, Map<String, String> hashes) {
        var programme = tenancy.asNobody(() -> sql.first(
                        "select v.version, v.document_title, v.document_number, v.document_date from programme p"
                                + " join programme_version v on v.programme_id = p.id where p.code = ? and v.state <> 'DRAFT'"
                                + " order by v.version desc limit 1",
                        row -> {
                            var said = new LinkedHashMap<String, Object>();
                            said.put("code", claim.programmeCode());
                            said.put("version", row.getInt("version"));
                            said.put("documentTitle", Sql.text(row, "document_title"));
                            said.put("documentNumber", String.valueOf(row.getString("document_number")));
                            said.put("documentDate", Sql.text(row, "document_date"));
                            return said;
                        },
                        claim.programmeCode()))
                .orElseThrow();
        try {
            return json.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new TreeMap<>(Map.of(
                                    "format",
                                    "aquifer-claim-1",
                                    "claim",
                                    claim.claim().toString(),
                                    "period",
                                    claim.period(),
                                    "programme",
                                    programme,
                                    "currency",
                                    "CNY",
                                    "organisations",
                                    parts,
                                    "sha256",
                                    hashes)))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifest is maps and texts", e);
        }
    }
}
