package dev.aquifer.billing.price;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.price.PublishBook;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Drafting and publishing price books over HTTP, and what the database keeps of them whoever asks.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "op", roles = "operator")
@OidcSecurity(claims = @Claim(key = "sub", value = "op"))
class PriceBookTest {

    private static final String BOOKS = "/api/operator/price-books";

    @Inject
    Given given;

    @Inject
    Organisations organisations;

    @Inject
    BookDesk desk;

    @Test
    void a_contract_is_drafted_saved_published_and_then_refuses_every_change() {
        // given
        UUID organisation = known();
        String version = "C-" + organisation;
        Map<String, Object> draft =
                contract(organisation, entry("LEASE", "huawei-ascend-910b4", "LIST", "discount", 0.15));

        // when
        create(draft).statusCode(200).body("state", equalTo("DRAFT")).body("revision", equalTo(1));
        draft.put("revision", 1);
        draft.put("title", "Three years");
        save(version, draft).statusCode(200).body("revision", equalTo(2));
        publish(version, 1).statusCode(409).body("detail", containsString("since you read it"));
        publish(version, 2).statusCode(200).body("state", equalTo("PUBLISHED"));

        // then
        draft.put("revision", 2);
        save(version, draft).statusCode(409);
        given().delete(BOOKS + "/" + version).then().statusCode(409);
        for (String change : List.of(
                "update contract_book set title = 'x' where version = '" + version + "'",
                "delete from contract_book where version = '" + version + "'",
                "update contract_entry set discount = 0 where version = '" + version + "'",
                "delete from contract_entry where version = '" + version + "'",
                "insert into contract_entry select organisation_id, version, line + 1, kind, item || 'x', bucket, pool, model,"
                        + " price, tier_up_to, tier_price, size, overage, term_from, term_to, minimum, discount"
                        + " from contract_entry where version = '" + version + "'",
                "update price_book set vat_rate = 0 where version = '2026-01'",
                "update price_entry set price = 0 where version = '2026-01'",
                "delete from price_entry where version = '2026-01'",
                "truncate price_entry",
                "truncate contract_book cascade")) {
            assertThatThrownBy(() -> given.asSuperuser(change)).as(change).hasMessageContaining("price book");
        }
        assertThat(given.asSuperuser("select action from audit_entry where subject = '" + version + "' order by at"))
                .containsExactly(
                        List.of("price-book.drafted"), List.of("price-book.saved"), List.of("price-book.published"));
    }

    @Test
    void what_is_wrong_with_a_book_is_said_by_field() {
        UUID organisation = known();
        create(contract(
                        organisation,
                        entry("LEASE", "no-such-chip", "PER_UNIT", "price", -1),
                        entry("TOKENS", "aquifer-lexicon-6m", "PER_UNIT", "price", 1),
                        entry(
                                "TOKENS",
                                "aquifer-lexicon-6m",
                                "GRADUATED",
                                "bucket",
                                "INPUT",
                                "tiers",
                                List.of(
                                        Map.of("upTo", 10, "price", 2),
                                        Map.of("upTo", 5, "price", 1),
                                        Map.of("price", -3))),
                        entry("FEE", "support", "FLAT", "price", 100),
                        entry("FEE", "support", "FLAT", "price", 100),
                        entry("LEASE", "nvidia-a10", "LIST", "discount", 1.5)))
                .statusCode(400)
                .body(
                        "violations.field",
                        hasItems(
                                "entries[0].item",
                                "entries[0].price",
                                "entries[1].bucket",
                                "entries[2].tiers[1].upTo",
                                "entries[2].tiers[2].price",
                                "entries[4].item",
                                "entries[5].discount"));

        Map<String, Object> publicBook = contract(organisation, entry("FEE", "support", "FLAT", "price", 100));
        publicBook.remove("organisation");
        publicBook.put("currency", "USD");
        create(publicBook)
                .statusCode(400)
                .body("violations.field", hasItems("version", "currency", "entries[0].model"));

        Map<String, Object> midMonth = contract(organisation, entry("FEE", "support", "FLAT", "price", 100));
        midMonth.put("from", "2031-01-02T00:00:00+08:00");
        create(midMonth).statusCode(400).body("violations.field", hasItem("from"));
    }

    @Test
    void a_public_book_leaves_no_gap_and_prices_what_was_priced() {
        // given
        String version = "g-" + UUID.randomUUID();
        Map<String, Object> draft =
                new HashMap<>(contract(known(), entry("LEASE", "nvidia-a10", "PER_UNIT", "price", 3)));
        draft.remove("organisation");
        draft.put("version", version);
        draft.put("from", "2050-01-01T00:00:00+08:00");
        draft.put("until", "2051-01-01T00:00:00+08:00");
        create(draft).statusCode(200);

        // then
        publish(version, 1).statusCode(400).body("violations.field", hasItem("until"));

        // when
        draft.put("revision", 1);
        draft.remove("until");
        save(version, draft).statusCode(200);

        // then
        publish(version, 2)
                .statusCode(400)
                .body("violations.field", hasItem("entries"))
                .body("violations.message", hasItem(containsString("LEASE huawei-ascend-910b4")));
        given().delete(BOOKS + "/" + version).then().statusCode(204);
        given().get(BOOKS + "/" + version).then().statusCode(404);
    }

    @Test
    void a_past_contract_and_an_overlapping_one_are_refused() {
        UUID organisation = known();
        Map<String, Object> past = contract(organisation, entry("LEASE", "*", "LIST", "discount", 0.1));
        past.put("from", "2026-01-01T00:00:00+08:00");
        create(past).statusCode(200);
        publish("C-" + organisation, 1).statusCode(400).body("violations.field", hasItem("from"));

        past.put("revision", 1);
        past.put("from", "2031-01-01T00:00:00+08:00");
        past.put("until", "2032-01-01T00:00:00+08:00");
        save("C-" + organisation, past).statusCode(200);
        publish("C-" + organisation, 2).statusCode(200);
        Map<String, Object> second = contract(organisation, entry("LEASE", "*", "LIST", "discount", 0.2));
        second.put("version", "C-2-" + organisation.toString().substring(24));
        second.put("from", "2031-06-01T00:00:00+08:00");
        create(second).statusCode(200);
        publish(String.valueOf(second.get("version")), 1)
                .statusCode(400)
                .body("violations.field", hasItem("from"))
                .body("violations.message", hasItem(containsString("overlaps")));
    }

    @Test
    void a_contract_with_a_monthly_fee_is_not_ended_inside_a_month() {
        UUID organisation = known();
        create(contract(organisation, entry("FEE", "support", "FLAT", "price", 100)))
                .statusCode(200);
        publish("C-" + organisation, 1).statusCode(200);
        Map<String, Object> second = contract(organisation, entry("LEASE", "*", "LIST", "discount", 0.2));
        second.put("version", "C-2-" + organisation.toString().substring(24));
        second.put("from", "2031-06-15T00:00:00+08:00");
        create(second).statusCode(200);
        publish(String.valueOf(second.get("version")), 1)
                .statusCode(400)
                .body("violations.field", hasItem("from"))
                .body("violations.message", hasItem(containsString("C-" + organisation)));

        second.put("from", "2031-07-01T00:00:00+08:00");
        second.put("revision", 1);
        save(String.valueOf(second.get("version")), second).statusCode(200);
        publish(String.valueOf(second.get("version")), 2).statusCode(200);
        given().get(BOOKS + "/C-" + organisation).then().body("until", equalTo("2031-06-30T16:00:00Z"));
    }

    @Test
    void what_is_no_draft_at_all_is_refused() {
        UUID organisation = known();
        Map<String, Object> draft = contract(organisation, entry("LEASE", "*", "LIST", "discount", 0.1));
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "from",
                        "+99999-01-01T00:00:00Z",
                        "organisation",
                        given.id().toString(),
                        "vatRate",
                        "1e-99999",
                        "title",
                        " ",
                        "version",
                        "C/../x")
                .entrySet()) {
            Map<String, Object> asked = new HashMap<>(draft);
            asked.put(wrong.getKey(), wrong.getValue());
            create(asked).statusCode(400).body("violations.field", hasItem(wrong.getKey()));
        }
        given().contentType(ContentType.JSON)
                .body("{\"version\": \"C-x\", \"title\": \"t\", \"from\": \"2031-01-01T00:00:00+08:00\", \"currency\":"
                        + " \"CNY\", \"vatRate\": 0.06, \"revision\": 0, \"entries\": [null]}")
                .post(BOOKS)
                .then()
                .statusCode(400);
    }

    @Test
    void of_many_who_publish_at_once_one_wins() throws Exception {
        // given
        UUID organisation = known();
        create(contract(organisation, entry("LEASE", "*", "LIST", "discount", 0.1)))
                .statusCode(200);
        var request = new PublishBook(1, "a test");
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tries.add(() -> {
                try {
                    desk.publish("C-" + organisation, request, new BookDesk.Actor("op", "op"));
                    return true;
                } catch (HttpProblem e) {
                    assertThat(e.getStatusCode()).isEqualTo(409);
                    return false;
                }
            });
        }

        // when
        int won = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> one : threads.invokeAll(tries)) {
                won += one.get() ? 1 : 0;
            }
        }

        // then
        assertThat(won).isEqualTo(1);
    }

    @Test
    void entries_come_back_from_csv_as_they_went() {
        // given
        UUID organisation = known();
        String version = "C-" + organisation;
        create(contract(
                        organisation,
                        entry("LEASE", "nvidia-a10", "PER_UNIT", "price", "3.10"),
                        entry(
                                "TOKENS",
                                "aquifer-lexicon-6m",
                                "VOLUME",
                                "bucket",
                                "OUTPUT",
                                "tiers",
                                List.of(Map.of("upTo", 1000000, "price", 8), Map.of("price", 6.5)))))
                .statusCode(200);
        String csv = given().get(BOOKS + "/" + version + "/entries.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).contains("TOKENS,aquifer-lexicon-6m,OUTPUT,,VOLUME,,1000000:8.00;:6.50,");

        // when
        importCsv(version, csv.replace("3.10", "3.25")).then().statusCode(200).body("entries", hasSize(2));

        // then
        assertThat(given().get(BOOKS + "/" + version + "/entries.csv").asString())
                .isEqualTo(csv.replace("3.10", "3.25"));
        importCsv(version, csv.replace("3.10", "three"))
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("line 2 price"));
        importCsv(version, "nothing").then().statusCode(400).body("violations.field", hasItem("line 1"));
        importCsv(version, csv.replace("3.10", "-1"))
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("entries[0].price"));
    }

    @Test
    @TestSecurity(user = "ann")
    @OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
    void only_operators_reach_price_books() {
        given().get(BOOKS).then().statusCode(403);
        given().contentType(ContentType.JSON).body("{}").post(BOOKS).then().statusCode(403);
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, "Tern", "s" + id, List.of(new OrganisationChanged.Member("ann", Role.OWNER))));
        return id;
    }

    private static Map<String, Object> contract(UUID organisation, Object... entries) {
        Map<String, Object> draft = new HashMap<>();
        draft.put("version", "C-" + organisation);
        draft.put("title", "A contract");
        draft.put("organisation", organisation.toString());
        draft.put("from", "2031-01-01T00:00:00+08:00");
        draft.put("currency", "CNY");
        draft.put("vatRate", 0.06);
        draft.put("revision", 0);
        draft.put("entries", List.of(entries));
        return draft;
    }

    private static Map<String, Object> entry(String kind, String item, String model, Object... more) {
        Map<String, Object> entry = new HashMap<>();
        entry.put("kind", kind);
        entry.put("item", item);
        entry.put("model", model);
        for (int i = 0; i < more.length; i += 2) {
            entry.put(String.valueOf(more[i]), more[i + 1]);
        }
        return entry;
    }

    private static ValidatableResponse create(Map<String, Object> draft) {
        return given().contentType(ContentType.JSON).body(draft).post(BOOKS).then();
    }

    private static ValidatableResponse save(String version, Map<String, Object> draft) {
        return given().contentType(ContentType.JSON)
                .body(draft)
                .put(BOOKS + "/" + version)
                .then();
    }

    private static ValidatableResponse publish(String version, int revision) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("revision", revision, "reason", "a test"))
                .post(BOOKS + "/" + version + "/publish")
                .then();
    }

    private static Response importCsv(String version, String csv) {
        return given().contentType("text/csv").body(csv).put(BOOKS + "/" + version + "/entries.csv");
    }
}
