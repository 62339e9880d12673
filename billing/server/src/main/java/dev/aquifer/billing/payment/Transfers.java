package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.TransferView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Transfers that tenants have announced. The reference is what a bank carries: `AQ` and ten letters and digits that
/// cannot be mistaken for each other.
@ApplicationScoped
class Transfers {

    /// Whose transfer it is, and for which bill; without a month it is a top-up.
    ///
    /// @param id of the announcement; null if it was none
    record Announced(
            UUID organisation, @Nullable UUID id, @Nullable YearMonth month) {}

    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 10;
    /// Payers write spaces and hyphens where they like.
    private static final Pattern REFERENCE = Pattern.compile("AQ[" + LETTERS + "]{" + LENGTH + "}");

    private final Sql sql;
    private final SecureRandom random = new SecureRandom();

    Transfers(Sql sql) {
        this.sql = sql;
    }

    String newReference() {
        StringBuilder reference = new StringBuilder("AQ");
        for (int i = 0; i < LENGTH; i++) {
            reference.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return reference.toString();
    }

    void save(UUID organisation, TransferView transfer, String person) {
        sql.update(
                "insert into transfer_request (organisation_id, id, reference, amount, month, person, person_name, asked_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                organisation,
                transfer.id(),
                transfer.reference(),
                transfer.amount(),
                transfer.month(),
                person,
                transfer.askedBy(),
                transfer.askedAt());
    }

    /// Newest first, a hundred at most.
    List<TransferView> all(UUID organisation) {
        return sql.list(
                "select id, reference, amount, month, person_name, asked_at, coalesce((select"
                        + " sum(case when p.kind like '%_REVERSED' then -p.amount else p.amount end) from payment p"
                        + " where p.organisation_id = r.organisation_id and p.transfer_request_id = r.id), 0) as paid"
                        + " from transfer_request r where organisation_id = ? order by id desc limit 100",
                row -> {
                    String month = row.getString("month");
                    return new TransferView(
                            Sql.uuid(row, "id"),
                            Sql.text(row, "reference"),
                            Sql.money(row, "amount"),
                            month == null ? null : YearMonth.parse(month),
                            Sql.money(row, "paid"),
                            Sql.text(row, "person_name"),
                            Sql.instant(row, "asked_at"));
                },
                organisation);
    }

    /// What the remark of a bank payment refers to, seen as the jobs' role; null if nothing or not one thing alone.
    @Nullable Announced in(String remark) {
        Matcher found = REFERENCE.matcher(remark.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", ""));
        List<Announced> announced = found.results()
                .map(match -> match.group())
                .distinct()
                .flatMap(reference -> withReference(reference).stream())
                .toList();
        return announced.size() == 1 ? announced.getFirst() : null;
    }

    private List<Announced> withReference(String reference) {
        return sql.list(
                "select organisation_id, id, month from transfer_request where reference = ?",
                row -> {
                    String month = row.getString("month");
                    return new Announced(
                            Sql.uuid(row, "organisation_id"),
                            Sql.uuid(row, "id"),
                            month == null ? null : YearMonth.parse(month));
                },
                reference);
    }

    TransferView asked(UUID id, Money amount, @Nullable YearMonth month, String name, Instant now) {
        return new TransferView(id, newReference(), amount, month, Money.ZERO, name, now);
    }
}
