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
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Packs a claim's evidence in the transaction that freezes its lines, and keeps it as it is: what is open today (a
/// bill, the books) goes on, the package does not.
@ApplicationScoped
class ClaimPacker {
    static final String FORMAT = "aquifer-claim-2";

    private static final String README = """
            Evidence of a claim for compute subsidies.

            Verify that nothing was changed since it was packed:

                sha256sum -c SHA256SUMS

            With all packages of a programme, and the bills of its tenants, in one folder, this command of the platform
            also checks that each file names the one before it, and that sums are those of their lines:

                ./aquifer verify --files FOLDER

            manifest.json       the claim, the organisations in it, the sums, the hash of every other file, and the hash
                                of the programme's package before this one
            claim-lines.csv     every line of the claim: one charge under one grant
            <organisation>/     of each organisation in the claim:
              bill-YYYY-MM.json the closed bills on which lines of the claim stand: the very bytes whose SHA-256 stands
                                on the bill; each names the hash of the bill before it
              bill-totals.csv   all bills on which lines of the claim stand, open ones without number and hash: net,
                                subsidy under this programme
              payments.csv      what was paid of these bills, with the bank's reference
              invoices.csv      the invoices of these bills, with their numbers, and what reverses them
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

    /// Where in the programme's chain a package stands.
    ///
    /// @param number from 1, @param previous SHA-256 of the package before; null for the first
    private record Place(int number, @Nullable String previous) {}

    void frozen(@Observes ClaimFrozen claim) {
        var place = tenancy.asJobs(() -> place(claim));
        var zip = pack(claim, place);
        tenancy.asJobs(() -> sql.update(
                "insert into claim_package (claim_id, content, sha256, packed_at, number, previous)"
                        + " values (?, ?, encode(sha256(?), 'hex'), ?, ?, ?)",
                claim.claim(),
                zip,
                zip,
                clock.instant(),
                place.number(),
                place.previous()));
    }

    /// Two claims of one programme are never frozen at once: the second is opened when the first one is frozen.
    private Place place(ClaimFrozen claim) {
        return sql.first(
                        "select p.sha256, (select coalesce(max(q.number), 0) from claim_package q join programme_claim o"
                                + " on o.id = q.claim_id where o.programme_id = c.programme_id) as numbered"
                                + " from claim_package p join programme_claim c on c.id = p.claim_id"
                                + " where c.programme_id = (select programme_id from programme_claim where id = ?)"
                                + " order by c.frozen_at desc, c.id desc limit 1",
                        row -> new Place(row.getInt("numbered") + 1, Sql.text(row, "sha256")),
                        claim.claim())
                .orElse(new Place(1, null));
    }

    /// The same claim in the same state of the books gives the same bytes.
    private byte[] pack(ClaimFrozen claim, Place place) {
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
        bundle.add("manifest.json", manifest(claim, place, sums, bundle.hashes()));
        return bundle.zip();
    }

    private void add(Bundle bundle, ClaimFrozen claim, UUID organisation) {
        OrganisationFiles.ALL.forEach(file -> bundle.add(
                organisation + "/" + file.name(), csv.of(file.columns(), file.query(), organisation, claim.claim())));
        sql.list(
                OrganisationFiles.BILLS,
                row -> bundle.add(
                        organisation + "/bill-" + Sql.text(row, "month") + ".json",
                        Objects.requireNonNull(row.getBytes("document"))),
                organisation,
                claim.claim());
    }

    /// Number and hash of each closed bill, by month.
    private Map<String, Object> bills(ClaimFrozen claim, UUID organisation) {
        var bills = new TreeMap<String, Object>();
        sql.list(
                        OrganisationFiles.BILLS,
                        row -> Map.entry(
                                Sql.text(row, "month"),
                                new TreeMap<>(
                                        Map.of("number", Sql.text(row, "number"), "sha256", Sql.text(row, "sha256")))),
                        organisation,
                        claim.claim())
                .forEach(bill -> bills.put(bill.getKey(), bill.getValue()));
        return bills;
    }

    private Map<String, Object> part(ClaimFrozen claim, UUID organisation, String name) {
        var bills = bills(claim, organisation);
        return sql.first(
                        "select count(*) as lines, coalesce(sum(amount), 0) as claimed from claim_line"
                                + " where organisation_id = ? and claim_id = ?",
                        row -> Map.<String, Object>of(
                                "name",
                                name,
                                "bills",
                                bills,
                                "lines",
                                row.getInt("lines"),
                                "claimed",
                                Sql.money(row, "claimed").toString()),
                        organisation,
                        claim.claim())
                .orElseThrow();
    }

    private String manifest(ClaimFrozen claim, Place place, Map<String, Object> parts, Map<String, String> hashes) {
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
        var said = new TreeMap<String, @Nullable Object>();
        said.put("format", FORMAT);
        said.put("claim", claim.claim().toString());
        said.put("period", claim.period());
        said.put("programme", programme);
        said.put("currency", "CNY");
        said.put("number", place.number());
        said.put("previous", place.previous());
        said.put("organisations", parts);
        said.put("sha256", hashes);
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(said) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifest is maps and texts", e);
        }
    }
}
