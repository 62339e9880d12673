package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.Ids;
import dev.aquifer.billing.Promises;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.bill.Closer;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.evidence.Verified;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.payment.Corrector;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./aquifer verify` says yes of books that are right, however rich their story, and names what is wrong in those that
/// are not. It is the very file of sentences that the command reads.
@QuarkusTest
@WithTestResource(BillingServers.class)
class BooksHoldTest {
    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);

    @Inject
    Given given;

    @Inject
    Town town;

    @Inject
    Ids ids;

    @Inject
    InstantSource clock;

    @Inject
    Sql sql;

    @Inject
    Ledger ledger;

    @Inject
    Accruals accruals;

    @Inject
    GrantDesk grants;

    @Inject
    Claims claims;

    @Inject
    Corrector corrector;

    @Inject
    Closer closer;

    @Inject
    Organisations organisations;

    @Inject
    PriceBooks books;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e1",
                "e2-a",
                "e2-b",
                "e3",
                "e4",
                "e5",
                "e6",
                "e7",
                "e8",
                "r9-stacked",
                "r9-group",
                "r10",
                "r13",
                "r14-late",
                "r14-year",
                "r15-part",
                "r15-negative",
                "r16-under-way",
                "r17",
                "r18",
                "voucher"
            })
    void the_books_of_a_story_hold(String sample) throws IOException {
        var scenario = new ObjectMapper().readTree(getClass().getResourceAsStream("/scenarios/" + sample + ".json"));

        var story = story();
        story.play(scenario);

        assertThat(Promises.brokenFor(given, story.everyone())).isEmpty();
        assertThat(new ObjectMapper().valueToTree(story.used()).toString())
                .isEqualTo(scenario.path("expected").path("programmeUsed").toString());
    }

    @Test
    void of_a_programme_that_reimburses_nothing_is_expected_any_more_of_what_was_given_back_or_clawed_back()
            throws IOException {
        var story = story();
        story.play(new ObjectMapper().readTree("""
                {"programmes": [{"id": "P", "maxRatio": "0.10", "kinds": ["lease"], "mode": "REIMBURSE",
                  "from": "2026-01-01T00:00:00+08:00", "to": "2027-01-01T00:00:00+08:00"}],
                "steps": [
                  {"op": "month", "month": "2026-06"},
                  {"op": "grant", "id": "G", "programme": "P", "organisation": "o", "ratio": "0.10",
                    "validFrom": "2026-01-01T00:00:00+08:00", "validTo": "2027-01-01T00:00:00+08:00"},
                  {"op": "charge", "id": "c1", "organisation": "o", "kind": "lease", "purpose": "training",
                    "from": "2026-06-01T00:00:00+08:00", "to": "2026-06-02T00:00:00+08:00", "amount": "1000.00"},
                  {"op": "charge", "id": "c2", "organisation": "o", "kind": "lease", "purpose": "training",
                    "from": "2026-06-02T00:00:00+08:00", "to": "2026-06-03T00:00:00+08:00", "amount": "500.00"},
                  {"op": "claim", "id": "K", "programme": "P"},
                  {"op": "creditNote", "charge": "c1", "amount": "1000.00"},
                  {"op": "settle", "claim": "K", "paid": "50.00"},
                  {"op": "clawback", "grant": "G", "from": "2026-06-02T12:00:00+08:00"}]}"""));

        assertThat(Promises.brokenFor(given, story.everyone())).isEmpty();
    }

    @Test
    void a_contract_a_close_late_facts_a_claim_and_a_clawback_leave_books_that_hold_and_each_fault_is_named(
            @TempDir Path folder) throws IOException {
        // given: prices of its own, a subsidy that ends at a ceiling, and a month that is closed
        var tern = given.organisation("Tern", "ann=OWNER");
        await().atMost(Duration.ofSeconds(20)).until(() -> organisations.known(tern));
        contract(tern);
        var programme = town.programme("100000.00", "40.00");
        var grant = town.grant(
                tern,
                programme,
                "0.50",
                ServiceTime.start(last.minusMonths(1)),
                ServiceTime.start(running.plusMonths(6)));
        var month = ServiceTime.start(last);
        var evening = ServiceTime.start(running).minusSeconds(7_200);
        var huawei = given.lease(tern, "huawei-ascend-910b4", 1, month.plus(Duration.ofHours(50)));
        var reserved = given.lease(tern, "nvidia-a10", 2, month.plus(Duration.ofHours(22)));
        var cut = given.lease(tern, "local-cpu", 2, evening);
        usage(tern, month.minus(Duration.ofDays(3)), 2_000_000);
        usage(tern, month.plus(Duration.ofDays(1)), 900_000);
        usage(tern, month.plus(Duration.ofDays(2)), 700_001);
        leases(
                tern,
                given.opened(huawei),
                given.closed(huawei, huawei.from().plusSeconds(100_003)),
                given.opened(reserved),
                given.closed(reserved, reserved.from().plus(Duration.ofHours(30))),
                given.opened(cut),
                given.alive(cut, evening.plusSeconds(5_400)));
        facts(tern, 8);
        charged(tern, cut.lease(), evening.plusSeconds(5_400));
        closer.close(tern, last);

        // and: what comes after it, in both directions
        usage(tern, month.plus(Duration.ofDays(5)), 333_333);
        var later = given.lease(tern, "huawei-ascend-910b4", 3, ServiceTime.start(running));
        leases(
                tern,
                given.closed(cut, evening.plusSeconds(1_800)),
                given.opened(later),
                given.closed(later, later.from().plusSeconds(7_200)));
        facts(tern, 12);
        var charge = UUID.fromString(
                Objects.requireNonNull(given.asSuperuser("select id from charge where organisation_id = '" + tern
                                + "' and item like 'huawei%' order by day limit 1")
                        .getFirst()
                        .getFirst()));
        town.as(tern, () -> {
            corrector.credit(tern, charge, Money.of("3.33"));
            return true;
        });
        claims.settle(claims.freeze(programme), Money.of("25.01"));
        var underWay = given.lease(
                tern, "huawei-ascend-910b4", 1, ServiceTime.start(running).plusSeconds(9_000));
        leases(
                tern,
                given.opened(underWay),
                given.closed(underWay, underWay.from().plusSeconds(3_600)));
        facts(tern, 14);
        claims.freeze(programme);
        QuarkusTransaction.requiringNew()
                .run(() -> grants.clawBack(tern, grant.id(), month.plus(Duration.ofDays(3)), "false statements"));

        // then
        assertThat(given.asSuperuser("select 1 from overcharge where amount > 0 and organisation_id = '" + tern + "'"))
                .isNotEmpty();
        assertThat(Promises.brokenFor(given, tern, programme)).isEmpty();

        // and: the files say the same without the database
        for (var file : given.asSuperuser("select month || '.json', encode(document, 'hex') from closed_bill"
                + " where organisation_id = '" + tern + "' union all select p.number || '.zip', encode(content, 'hex')"
                + " from claim_package p join programme_claim c on c.id = p.claim_id where c.programme_id = '"
                + programme + "'")) {
            Files.write(
                    folder.resolve(Objects.requireNonNull(file.getFirst())),
                    HexFormat.of().parseHex(Objects.requireNonNull(file.getLast())));
        }
        var verified = Verified.of(folder);
        assertThat(verified.status()).as(verified.said()).isZero();
        assertThat(verified.said())
                .contains("bills of Tern (" + tern + "): 2, ", "claims of programme T-", ": 2; head ");

        // and: whoever owns the machine changes something, past every right and trigger
        var of = " where organisation_id = '" + tern + "'";
        named(
                tern,
                "update ledger_posting set debit = debit * 2, credit = credit * 2 where transaction_id = (select id from"
                        + " ledger_transaction" + of + " and cause = 'charge' order by sequence limit 1)",
                "every balance is the sum of its postings",
                "what was posted as revenue for each charge is its net");
        named(
                tern,
                "update accrual set amount = amount + 0.01" + of + " and id = (select min(id::text)::uuid from accrual"
                        + of + ")",
                "what each charge has accrued is the sum of its accruals",
                "each accrual is posted with its amount");
        named(
                tern,
                "update charge set net = net - 1, discount = discount + 1" + of + " and discount > 0",
                "the net of each charge is its list amount less its discount",
                "on closed bills stand the charges that the books have");
        named(
                tern,
                "update charge set list = list + 1, net = net + 1" + of + " and tally like 'TOKENS%' and net > 0",
                "the list amounts of charges that are counted together");
        named(
                tern,
                "update charge set quantity = quantity + 3600" + of + " and lease_id = '" + huawei.lease() + "'",
                "the list amount of each charge that stands for itself",
                "on closed bills stand the charges that the books have");
        named(
                tern,
                "update charge set quantity = quantity + 1" + of + " and lease_id = '" + later.lease() + "'",
                "each day of a lease is charged for exactly the time");
        named(
                tern,
                "alter table closed_bill drop constraint closed_bill_hash; update closed_bill set document ="
                        + " set_byte(document, 99, get_byte(document, 99) # 1)" + of,
                "the document of each closed bill is what its SHA-256 says");
        named(
                tern,
                "update closed_bill set document = d, sha256 = encode(sha256(d), 'hex') from (select document || ' ' as d,"
                        + " month as of from closed_bill" + of + ") s" + of + " and month = s.of and month < '" + last
                        + "'",
                "each closed bill names the SHA-256 of the organisation's bill before it");
        named(
                tern,
                "update closed_bill set net = net + 1, payable = payable + 1" + of,
                "the document of each closed bill says whose it is, its number and its sums",
                "each closed bill is owed");
        named(
                tern,
                "delete from closed_bill" + of + " and month = '" + last + "'",
                "on closed bills stand the charges that the books have",
                "each closed bill is owed");
        named(
                tern,
                "update claim_line set shortfall = shortfall - 0.01" + of + " and shortfall > 0",
                "what is claimed of each charge is what claims under way ask for it",
                "what programmes that deduct paid for each organisation's lines is what came in");
        named(
                programme,
                "update programme_claim set paid = paid - 1 where programme_id = '" + programme + "'",
                "each claim is the sum of its lines");
        named(
                programme,
                "alter table claim_package drop constraint claim_package_sha256; update claim_package set content ="
                        + " set_byte(content, 99, get_byte(content, 99) # 1) where claim_id in (select id from"
                        + " programme_claim where programme_id = '" + programme + "')",
                "each claim that was submitted has its evidence package");
        named(
                programme,
                "update claim_package set previous = repeat('0', 64) where number = 2 and claim_id in (select id from"
                        + " programme_claim where programme_id = '" + programme + "')",
                "each evidence package has its number in its programme's chain");
        named(
                tern,
                "update adjustment set amount = amount + 1" + of,
                "what is charged back on bills is what was withdrawn or clawed back");
        named(
                tern,
                "update charge_share set claimed = claimed - 1, paid = paid + 1" + of + " and paid > 0",
                "of each programme the ledger holds as accrued, claimed, expected and repayable");
    }

    private static void named(UUID whose, String fault, String... sentences) {
        for (var sentence : sentences) {
            assertThat(Promises.brokenAfter(fault, whose)).as(fault).anyMatch(line -> line.startsWith(sentence));
        }
    }

    private LiveStory story() {
        return new LiveStory(town, ids, clock, sql, ledger, accruals, grants, claims, corrector, closer);
    }

    private void usage(UUID organisation, Instant at, long tokens) {
        given.send(
                Topics.USAGE,
                organisation,
                given.recorded(given.usage(organisation, new UUID(5, 5), at, new Tokens(tokens, 0, 0, 11, 0))));
    }

    private void leases(UUID organisation, String... facts) {
        given.sendAll(Topics.LEASES, organisation, List.of(facts));
    }

    private void facts(UUID organisation, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(given.asSuperuser(
                                        "select count(*) from fact where organisation_id = '" + organisation + "'")
                                .getFirst())
                        .containsExactly(Integer.toString(count)));
    }

    private void charged(UUID organisation, UUID lease, Instant until) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !given.asSuperuser("select 1 from lease where organisation_id = '" + organisation
                                + "' and id = '" + lease + "' and charged_until = '" + until + "'")
                        .isEmpty());
    }

    /// From the month before the last on: tiers, a package, a discount, a reservation that is not used up, fees.
    private void contract(UUID organisation) {
        var version = "C-" + organisation;
        given.asSuperuser(
                "insert into contract_book (organisation_id, version, valid_from, currency, vat_rate, title, changed_by,"
                        + " changed_at) values ('" + organisation + "', '" + version + "', '"
                        + ServiceTime.start(last.minusMonths(1)) + "', 'CNY', 0.06, 'A contract', 'test', now())");
        var entries = List.of(
                "'TOKENS', '" + Given.MODEL + "', 'INPUT', null, 'GRADUATED', null, '{1000000}', '{20,15}', null, null,"
                        + " null, null, null, 0",
                "'TOKENS', '" + Given.MODEL
                        + "', 'OUTPUT', null, 'PACKAGE', 5, '{}', '{}', 20, null, null, null, null, 0",
                "'LEASE', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null, 0.15",
                "'LEASE', 'nvidia-a10', null, null, 'RESERVED', 5, '{}', '{}', 50, 6, '2026-01', '2039-12', null, 0",
                "'FEE', 'support', null, null, 'FLAT', 200, '{}', '{}', null, null, null, null, null, 0",
                "'FEE', 'setup', null, null, 'ONE_TIME', 50, '{}', '{}', null, null, null, null, null, 0");
        for (int i = 0; i < entries.size(); i++) {
            given.asSuperuser("insert into contract_entry values ('" + organisation + "', '" + version + "', " + i
                    + ", " + entries.get(i) + ")");
        }
        given.asSuperuser("update contract_book set state = 'PUBLISHED' where version = '" + version + "'");
        books.forget();
    }
}
