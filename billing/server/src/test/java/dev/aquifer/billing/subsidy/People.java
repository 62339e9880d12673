package dev.aquifer.billing.subsidy;

import static dev.aquifer.billing.subsidy.Desks.assessor;
import static dev.aquifer.billing.subsidy.Desks.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What operator and assessors do in a story, each over HTTP with a token of their own.
final class People {
    private People() {}

    static UUID publish(Map<String, Object> form) {
        var draft = done(operator().body(form).post("/api/programme-versions"));
        done(assessor("city")
                .post(
                        "/api/programme-versions/{p}/{v}/publish",
                        draft.getString("programme"),
                        draft.getInt("version")));
        return UUID.fromString(draft.getString("programme"));
    }

    /// Prices of one organisation from 2026 on.
    static void contract(UUID organisation, String vatRate, List<Map<String, Object>> entries) {
        var version = "C-" + organisation;
        done(operator()
                .body(Map.of(
                        "version",
                        version,
                        "title",
                        "The prices of a scenario",
                        "organisation",
                        organisation,
                        "from",
                        "2026-01-01T00:00:00+08:00",
                        "currency",
                        "CNY",
                        "vatRate",
                        vatRate,
                        "revision",
                        0,
                        "entries",
                        entries))
                .post("/api/operator/price-books"));
        done(operator()
                .body(Map.of("revision", 1, "reason", "a scenario"))
                .post("/api/operator/price-books/{b}/publish", version));
    }

    /// Applied for with evidence, and approved; by two where the rule wants two. @return the grant
    static String grant(UUID organisation, @Nullable UUID programme, JsonNode terms, LocalDate from, LocalDate until) {
        if (programme == null) {
            throw new IllegalArgumentException("no programme for " + terms);
        }
        var application = Desks.submitted(organisation, programme);
        var decision = new HashMap<String, Object>(Map.of(
                "approve",
                true,
                "ratio",
                terms.path("ratio").asText(),
                "validFrom",
                from.toString(),
                "validUntil",
                until.toString(),
                "reasons",
                "a real model company"));
        if (terms.has("limit")) {
            decision.put("limit", terms.path("limit").asText());
        }
        var decided = done(assessor("city").body(decision).post("/api/assessments/{a}/decision", application));
        var proposal = decided.getString("proposal.id");
        if (proposal != null) {
            done(assessor("city2").post("/api/assessments/{a}/proposal/{p}/confirm", application, proposal));
        }
        return done(assessor("city").get("/api/assessments/grants"))
                .getString("find { it.application == '" + application + "' }.id");
    }

    static void reassess(@Nullable String grant, String ratio, Instant from) {
        done(assessor("city")
                .body(Map.of("ratio", ratio, "from", from.toString(), "reasons", "as the company is now"))
                .post("/api/assessments/grants/{g}/reassess", grant));
    }

    static void creditNote(UUID organisation, UUID charge, String amount) {
        done(operator()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("charge", charge, "amount", amount, "reason", "goodwill"))
                .post("/api/operator/tenants/{o}/credit-notes", organisation));
    }

    static void close(YearMonth month) {
        done(operator()
                .body(Map.of("month", month.toString(), "reason", "the story goes on"))
                .post("/api/operator/closes"));
    }

    /// No other organisation is closed with it from now on.
    static void stop(YearMonth month) {
        done(operator().post("/api/operator/closes/{m}/stop", month.toString()));
    }

    static String openClaim(@Nullable UUID programme, String period) {
        return done(operator()
                        .body(Map.of("programme", String.valueOf(programme), "period", period))
                        .post("/api/operator/claims"))
                .getString("id");
    }

    /// @return what is claimed
    static String freeze(String claim) {
        return done(operator().post("/api/operator/claims/{c}/freeze", claim)).getString("claimed");
    }

    /// @return the parts of the organisations
    static List<Map<String, Object>> settle(@Nullable String claim, String paid, LocalDate on) {
        done(operator().post("/api/operator/claims/{c}/submit", claim));
        return done(assessor("city")
                        .body(Map.of(
                                "paid", paid, "reference", "bank-17", "paidOn", on.toString(), "reasons", "as audited"))
                        .post("/api/assessments/claims/{c}/settle", claim))
                .getList("parts");
    }

    /// Proposed by one, confirmed by another, charged by the operator.
    static JsonPath clawBack(@Nullable String grant, Instant from) {
        var clawback = done(assessor("city")
                        .body(Map.of("from", from.toString(), "reasons", "the licence was withdrawn"))
                        .post("/api/assessments/grants/{g}/clawbacks", grant))
                .getString("id");
        done(assessor("city2").post("/api/assessments/clawbacks/{c}/confirm", clawback));
        return done(operator().post("/api/operator/clawbacks/{c}/charge", clawback));
    }

    static JsonPath done(Response response) {
        return response.then().log().ifError().statusCode(200).extract().jsonPath();
    }
}
