package dev.aquifer.billing.subsidy;

import static dev.aquifer.billing.subsidy.Desks.as;
import static dev.aquifer.billing.subsidy.Desks.assessor;
import static dev.aquifer.billing.subsidy.Desks.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A claim from opening to payment, its package, and who may see what of it.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ClaimLifeTest {
    @Inject
    Town town;

    @Inject
    Accruals accruals;

    @Inject
    Sql sql;

    @Inject
    Ids ids;

    private UUID tern = UUID.randomUUID();
    private UUID gull = UUID.randomUUID();

    @Test
    void opened_frozen_submitted_and_paid_in_part() {
        var programme = twoTenants();
        var claim = open(programme, "2026-Q4");
        operator()
                .get("/api/operator/claims/{c}", claim)
                .then()
                .statusCode(200)
                .body("state", equalTo("OPEN"))
                .body("claimed", equalTo("30.00"))
                .body("finding", equalTo("OPEN"))
                .body("organisations", equalTo(2));
        operator().post("/api/operator/claims/{c}/submit", claim).then().statusCode(409);
        assessor("city").get("/api/assessments/claims/{c}", claim).then().statusCode(404);

        operator()
                .post("/api/operator/claims/{c}/freeze", claim)
                .then()
                .statusCode(200)
                .body("state", equalTo("FROZEN"))
                .body("claimed", equalTo("30.00"))
                .body("difference", equalTo("0.00"))
                .body("finding", equalTo("EQUAL"))
                .body("packageSha256", notNullValue());
        accrue(tern, "500.00");
        operator()
                .post("/api/operator/claims/{c}/freeze", claim)
                .then()
                .statusCode(200)
                .body("claimed", equalTo("30.00"));
        operator()
                .post("/api/operator/claims/{c}/submit", claim)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUBMITTED"));

        assessor("city").get("/api/assessments/claims").then().statusCode(200).body("id", hasItem(claim));
        settle(claim, "30.01").statusCode(400).body("violations.field", contains("paid"));
        settle(claim, "-0.01").statusCode(400);
        var before = Instant.now();
        settle(claim, "24.00")
                .statusCode(200)
                .body("state", equalTo("PART_PAID"))
                .body("parts.claimed", contains("10.00", "20.00"))
                .body("parts.paid", contains("8.00", "16.00"))
                .body("parts.shortfall", contains("2.00", "4.00"))
                .body("finding", equalTo("SHORTFALL_WITHDRAWN"));
        // What is owed by the shortfall is looked at at once, not at the next look that comes by itself.
        for (var each : List.of(tern, gull)) {
            assertThat(town.as(
                            each,
                            () -> sql.list(
                                    "select changed_at from standing where organisation_id = ?",
                                    row -> Sql.instant(row, "changed_at"),
                                    each)))
                    .singleElement()
                    .satisfies(changed -> assertThat(changed).isAfter(before));
        }
        settle(claim, "24.00").statusCode(200);
        settle(claim, "30.00").statusCode(409);
        assertThat(town.programmeUsed(programme)).isEqualTo(Money.of("74.00"));
        as("ann", tern)
                .get("/api/notices")
                .then()
                .statusCode(200)
                .body("items.kind", contains("CLAIM_SETTLED"))
                .body("items[0].text", containsString("settled in part, ¥8.00"));

        as("ann", tern)
                .get("/api/claims")
                .then()
                .statusCode(200)
                .body("state", contains("PART_PAID"))
                .body("claimed", contains("10.00"))
                .body("paid", contains("8.00"))
                .body("shortfall", contains("2.00"))
                .body("[0].lines", hasSize(1));
        assessor("city")
                .get("/api/assessments/claims/{c}", claim)
                .then()
                .body("steps.action", contains("claim.opened", "claim.frozen", "claim.submitted", "claim.settled"));
    }

    @Test
    void each_sees_only_what_is_theirs() {
        var programme = twoTenants();
        var claim = open(programme, "2026-11");
        for (var path : List.of("/api/operator/claims", "/api/assessments/claims")) {
            as("ann", tern).get(path).then().statusCode(403);
        }
        assessor("city").get("/api/operator/claims").then().statusCode(403);
        operator().get("/api/assessments/claims").then().statusCode(403);
        assessor("city").post("/api/operator/claims/{c}/freeze", claim).then().statusCode(403);
        operator().post("/api/operator/claims/{c}/freeze", claim).then().statusCode(200);
        operator().post("/api/operator/claims/{c}/submit", claim).then().statusCode(200);
        operator()
                .body(Map.of("paid", "1.00", "reference", "r", "paidOn", "2026-11-25", "reasons", "r"))
                .post("/api/assessments/claims/{c}/settle", claim)
                .then()
                .statusCode(403);
        var outsider = town.organisation("Auk", "eve=OWNER");
        as("eve", outsider).get("/api/claims").then().statusCode(200).body("$", empty());
        assessor("city")
                .get("/api/assessments/claims/{c}/organisations/{o}/lines", claim, tern)
                .then()
                .statusCode(200)
                .body("claimed", contains("10.00"));
        assessor("city")
                .get("/api/assessments/claims/{c}/organisations/{o}/lines", claim, outsider)
                .then()
                .statusCode(404);
        assertThat(town.as(
                        tern,
                        () -> sql.list(
                                "select person from audit_entry where action = 'claim.read' and subject = ?",
                                row -> Sql.text(row, "person"),
                                claim)))
                .containsExactly("city");
        as("ann", tern)
                .get("/api/claims")
                .then()
                .body("[0].lines.claimed", contains("10.00"))
                .body("[0]", not(org.hamcrest.Matchers.hasKey("parts")));
    }

    @Test
    void a_third_party_verifies_the_package_with_sha256sum(@TempDir Path folder) throws Exception {
        var programme = twoTenants();
        var claim = open(programme, "2026-Q3");
        operator().get("/api/operator/claims/{c}/package", claim).then().statusCode(404);
        operator().post("/api/operator/claims/{c}/freeze", claim).then().statusCode(200);
        var zip = operator()
                .get("/api/operator/claims/{c}/package", claim)
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        accrue(tern, "77.00");
        assertThat(operator().get("/api/operator/claims/{c}/package", claim).asByteArray())
                .isEqualTo(zip);
        assessor("city")
                .get("/api/assessments/claims/{c}/package", claim)
                .then()
                .statusCode(404);
        operator().post("/api/operator/claims/{c}/submit", claim).then().statusCode(200);
        assertThat(assessor("city")
                        .get("/api/assessments/claims/{c}/package", claim)
                        .asByteArray())
                .isEqualTo(zip);
        as("ann", tern).get("/api/operator/claims/{c}/package", claim).then().statusCode(403);

        var whole = Files.write(folder.resolve("claim.zip"), zip);
        operator().get("/api/operator/claims/{c}", claim).then().body("packageSha256", equalTo(sha256sum(whole)));
        unzip(zip, folder);
        assertThat(verifies(folder)).isTrue();
        assertThat(folder.resolve(tern + "/accruals.csv")).content().contains("10.00");
        assertThat(folder.resolve("claim-lines.csv")).content().contains(tern.toString(), gull.toString());
        assertThat(folder.resolve("manifest.json"))
                .content()
                .contains(claim, "\"2026-Q3\"", "\"number\" : 1", "\"previous\" : null");
        for (var file : List.of("payments.csv", "invoices.csv", "bill-totals.csv")) {
            assertThat(folder.resolve(tern + "/" + file)).exists();
        }

        Files.writeString(
                folder.resolve("claim-lines.csv"),
                Files.readString(folder.resolve("claim-lines.csv")).replace("10.00", "11.00"));
        assertThat(verifies(folder)).isFalse();
    }

    @Test
    void of_many_settlements_at_once_one_counts() throws Exception {
        var programme = twoTenants();
        var claim = open(programme, "2026-10");
        operator().post("/api/operator/claims/{c}/freeze", claim).then().statusCode(200);
        operator().post("/api/operator/claims/{c}/submit", claim).then().statusCode(200);
        var start = new CountDownLatch(1);
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Integer>>();
            for (var paid : List.of("30.00", "29.00", "28.00", "0.00")) {
                running.add(threads.submit(() -> {
                    start.await();
                    return settle(claim, paid).extract().statusCode();
                }));
            }
            start.countDown();
            for (var each : running) {
                statuses.add(each.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    }

    @Test
    void an_empty_claim_is_not_frozen_and_a_second_one_is_not_opened_beside_it() {
        var programme = town.programme(null, null);
        var claim = open(programme, "2026-Q1");
        assertThat(open(programme, "2026-Q1")).isEqualTo(claim);
        operator()
                .body(Map.of("programme", programme, "period", "2026-Q2"))
                .post("/api/operator/claims")
                .then()
                .statusCode(409);
        operator().post("/api/operator/claims/{c}/freeze", claim).then().statusCode(409);
        operator()
                .body(Map.of("programme", programme, "period", "Q 1"))
                .post("/api/operator/claims")
                .then()
                .statusCode(400);
    }

    /// Tern has accrued 10.00, Gull 20.00.
    private UUID twoTenants() {
        var programme = town.programme("1000.00", null);
        tern = town.organisation("Tern", "ann=OWNER");
        gull = town.organisation("Gull", "bob=OWNER");
        for (var each : List.of(tern, gull)) {
            town.grant(each, programme, "0.10", Books.at("2026-01-01T00:00"), Books.at("2027-01-01T00:00"));
        }
        accrue(tern, "100.00");
        accrue(gull, "200.00");
        return programme;
    }

    private void accrue(UUID organisation, String net) {
        var charge = ids.next();
        town.as(
                organisation,
                () -> accruals.accrue(List.of(new ChargeNow(
                        charge,
                        organisation,
                        "lease",
                        "inference",
                        "other",
                        Books.at("2026-06-01T00:00"),
                        Books.at("2026-06-02T00:00"),
                        Money.of(net),
                        YearMonth.of(2026, 6)))));
    }

    private static String open(UUID programme, String period) {
        return operator()
                .body(Map.of("programme", programme, "period", period))
                .post("/api/operator/claims")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static io.restassured.response.ValidatableResponse settle(String claim, String paid) {
        return assessor("city")
                .body(Map.of("paid", paid, "reference", "bank-17", "paidOn", "2026-11-25", "reasons", "as audited"))
                .post("/api/assessments/claims/{c}/settle", claim)
                .then();
    }

    private static void unzip(byte[] zip, Path folder) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var file = folder.resolve(entry.getName()).normalize();
                assertThat(file).startsWithRaw(folder);
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
            }
        }
    }

    private static String sha256sum(Path file) throws IOException {
        var process = new ProcessBuilder("sha256sum", file.toString()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).substring(0, 64);
    }

    private static boolean verifies(Path folder) throws IOException, InterruptedException {
        return new ProcessBuilder("sha256sum", "--strict", "-c", "SHA256SUMS")
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
