package dev.aquifer.billing.subsidy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what a real story has come to: entries by plain SQL, bills, budgets and standings as people get them. Names
/// are the scenario's; what the platform rates as two charges of one lease is summed.
final class StoryFigures {
    private final Given given;
    private final Map<String, UUID> tenants;
    private final Map<String, UUID> programmes;
    private final Map<String, RealStory.Posted> charges;
    private final Map<UUID, String> nameOf = new HashMap<>();

    StoryFigures(
            Given given,
            Map<String, UUID> tenants,
            Map<String, UUID> programmes,
            Map<String, RealStory.Posted> charges) {
        this.given = given;
        this.tenants = tenants;
        this.programmes = programmes;
        this.charges = charges;
    }

    /// Whether the scenario's charge is posted.
    boolean found(String charge) {
        var rows = rows("select id from charge where " + posted(charge).where());
        rows.forEach(row -> nameOf.put(UUID.fromString(row.getFirst()), charge));
        return !rows.isEmpty();
    }

    String net(String charge) {
        return rows("select sum(net) from charge where " + posted(charge).where())
                .getFirst()
                .getFirst();
    }

    /// The platform's charge of its first day.
    UUID first(String charge) {
        return UUID.fromString(
                rows("select id from charge where " + posted(charge).where() + " order by starts_at limit 1")
                        .getFirst()
                        .getFirst());
    }

    /// Every organisation's month is closed.
    boolean closed(YearMonth month) {
        return rows("select organisation_id from month_close where month = '" + month + "' and organisation_id in "
                                + these())
                        .size()
                == tenants.size();
    }

    void changes(Instant posted, ObjectNode into) {
        into.set(
                "accrualChanges",
                byChargeAndProgramme(
                        "select charge_id, programme_id, amount from accrual where posted_at = '" + posted
                                + "' and organisation_id in " + these(),
                        StoryFigures::sum));
    }

    /// Of the charges that were worked out at this instant.
    void reasons(Instant posted, ObjectNode into) {
        into.set(
                "reasons",
                byChargeAndProgramme(
                        "select charge_id, programme_id, reason from charge_share where reason is not null and posted_at = '"
                                + posted + "' and organisation_id in " + these(),
                        StoryFigures::both));
    }

    ObjectNode settled(List<Map<String, Object>> parts) {
        var all = JsonNodeFactory.instance.objectNode();
        tenants.forEach((name, id) -> parts.stream()
                .filter(part -> id.toString().equals(part.get("organisation")))
                .forEach(part -> {
                    var one = all.putObject(name);
                    List.of("claimed", "paid", "shortfall")
                            .forEach(field -> one.put(field, String.valueOf(part.get(field))));
                }));
        return all;
    }

    /// Accruals, bills and what is used of the budgets.
    ObjectNode inTheEnd() {
        var end = JsonNodeFactory.instance.objectNode();
        end.set(
                "accruals",
                byChargeAndProgramme(
                        "select charge_id, programme_id, accrued from charge_share where organisation_id in " + these(),
                        StoryFigures::sum));
        var bills = end.putArray("bills");
        tenants.entrySet().stream()
                .flatMap(each -> bills(each.getKey(), each.getValue()).stream())
                .sorted(Comparator.comparing(
                                (ObjectNode bill) -> bill.path("month").asText())
                        .thenComparing(bill -> bill.path("organisation").asText()))
                .forEach(bills::add);
        var used = end.putObject("programmeUsed");
        var budgets = People.done(Desks.assessor("city").get("/api/assessments/budgets"));
        programmes.forEach(
                (name, id) -> used.put(name, budgets.getString("find { it.programme == '" + id + "' }.used")));
        return end;
    }

    /// Every bill with a posting: the running month is always listed.
    private List<ObjectNode> bills(String tenant, UUID organisation) {
        return People.done(Desks.as("ann", organisation).get("/api/bills")).<Map<String, Object>>getList("$").stream()
                .map(bill -> {
                    var one = JsonNodeFactory.instance.objectNode();
                    one.put("organisation", tenant);
                    one.put("month", String.valueOf(bill.get("month")));
                    one.put("net", String.valueOf(bill.get("net")));
                    one.put("tax", String.valueOf(bill.get("vat")));
                    List.of("subsidy", "adjustments", "payable")
                            .forEach(field -> one.put(field, String.valueOf(bill.get(field))));
                    return one;
                })
                .filter(bill -> !rows("select account from ledger_balance where organisation_id = '" + organisation
                                + "' and month = '" + bill.path("month").asText() + "'")
                        .isEmpty())
                .toList();
    }

    /// The balances of the books by month, and what stands as used.
    Map<String, String> books() {
        var books = new TreeMap<String, String>();
        tenants.forEach((name, id) -> {
            rows("select month, split_part(account, ':', 1), sum(debit - credit) from ledger_balance"
                            + " where organisation_id = '" + id + "' group by 1, 2")
                    .forEach(row -> books.merge(
                            "books " + name + " " + row.get(0) + " " + side(row.get(1)),
                            row.get(2),
                            StoryFigures::sum));
            books.put(
                    "standing " + name + " used",
                    People.done(Desks.as("ann", id).get("/api/standing")).getString("used"));
        });
        books.values().removeIf(amount -> Money.of(amount).isZero());
        return books;
    }

    /// What a bill has a figure for: what is due before VAT, what is owed, VAT, net, and what the city bears.
    private static String side(String account) {
        return switch (account) {
            case "unbilled", "receivable", "vat_output" -> account;
            case "revenue", "revenue_adjustment" -> "revenue";
            default -> "subsidy";
        };
    }

    private ObjectNode byChargeAndProgramme(String query, BinaryOperator<String> together) {
        var all = new TreeMap<String, Map<String, String>>();
        for (var row : rows(query)) {
            all.computeIfAbsent(
                            Objects.requireNonNull(nameOf.get(UUID.fromString(row.get(0))), "a charge of no step"),
                            _ -> new TreeMap<>())
                    .merge(programme(UUID.fromString(row.get(1))), row.get(2), together);
        }
        var node = JsonNodeFactory.instance.objectNode();
        all.forEach((charge, of) -> of.forEach((programme, value) -> {
            if (!value.equals("0.00")) {
                node.withObject("/" + charge).put(programme, value);
            }
        }));
        return node;
    }

    private String programme(UUID id) {
        return programmes.entrySet().stream()
                .filter(each -> each.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private RealStory.Posted posted(String charge) {
        return Objects.requireNonNull(charges.get(charge));
    }

    static String both(String a, String b) {
        return Stream.of(a, b)
                .flatMap(each -> Stream.of(each.split(" and ", -1)))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    static String sum(String a, String b) {
        return Money.of(a).plus(Money.of(b)).toString();
    }

    private String these() {
        return tenants.values().stream().map(id -> "'" + id + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    private List<List<String>> rows(String query) {
        return given.asSuperuser(query).stream()
                .map(row -> row.stream()
                        .map((@Nullable String cell) -> String.valueOf(cell))
                        .toList())
                .toList();
    }
}
