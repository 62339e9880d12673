package dev.aquifer.billing.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object, read strictly: what is missing or wrong is a [Mistake] that names the field.
///
/// @param step that the object is, counted from 1; null elsewhere, @param prefix of the fields' paths
record Fields(JsonNode object, @Nullable Integer step, String prefix) {
    private static final String DECIMAL = "-?\\d+(\\.\\d+)?";
    private static final int MOST_DIGITS = 40;

    /// Of a sum of money, as the database keeps it: 18 digits before the point.
    private static final BigDecimal MOST_MONEY = new BigDecimal("999999999999999999.99");

    private static final Set<String> REMARKS = Set.of("note", "comment", "description");
    private static final int LAST_YEAR = 9999;
    private static final int FIRST_SERVICE_YEAR = 2000;
    private static final int LAST_SERVICE_YEAR = 2100;

    static Fields of(JsonNode node, @Nullable Integer step, String prefix) throws Mistake {
        if (!node.isObject()) {
            throw new Mistake(step, prefix.isEmpty() ? "(all of it)" : prefix, "must be a JSON object");
        }
        return new Fields(node, step, prefix.isEmpty() ? "" : prefix + ".");
    }

    Mistake mistake(String field, String right) {
        return new Mistake(step, prefix + field, right);
    }

    /// Refuses fields of other names; remarks may stand anywhere.
    void only(Set<String> known) throws Mistake {
        for (var names = object.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!known.contains(name) && !REMARKS.contains(name)) {
                var all = new TreeSet<>(known);
                all.addAll(REMARKS);
                throw mistake(name, "is not known here; known are " + String.join(", ", all));
            }
        }
    }

    boolean has(String field) {
        return object.hasNonNull(field);
    }

    String text(String field) throws Mistake {
        var value = object.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw mistake(field, "must be given, as a text that is not empty");
        }
        return value.textValue();
    }

    String text(String field, String otherwise) throws Mistake {
        return has(field) ? text(field) : otherwise;
    }

    @Nullable String textOrNull(String field) throws Mistake {
        return has(field) ? text(field) : null;
    }

    List<String> texts(String field) throws Mistake {
        var all = new ArrayList<String>();
        if (has(field)) {
            if (!object.path(field).isArray()) {
                throw mistake(field, "must be a list of texts");
            }
            for (var each : object.path(field)) {
                if (!each.isTextual() || each.textValue().isBlank()) {
                    throw mistake(field, "must be a list of texts that are not empty");
                }
                all.add(each.textValue());
            }
        }
        return all;
    }

    List<JsonNode> list(String field) throws Mistake {
        if (!object.path(field).isArray()) {
            throw mistake(field, "must be given, as a list");
        }
        var all = new ArrayList<JsonNode>();
        object.path(field).forEach(all::add);
        return all;
    }

    /// Not negative.
    BigDecimal decimal(String field) throws Mistake {
        var value = signed(field);
        if (value.signum() < 0) {
            throw mistake(field, "must not be negative; it is " + value.toPlainString());
        }
        return value;
    }

    /// 0 to 1.
    BigDecimal ratio(String field) throws Mistake {
        var value = decimal(field);
        if (value.compareTo(BigDecimal.ONE) > 0) {
            throw mistake(field, "must lie between 0 and 1, as in \"0.10\"; it is " + value.toPlainString());
        }
        return value;
    }

    BigDecimal ratio(String field, BigDecimal otherwise) throws Mistake {
        return has(field) ? ratio(field) : otherwise;
    }

    /// Not negative.
    Money money(String field) throws Mistake {
        return fen(field, decimal(field));
    }

    @Nullable Money moneyOrNull(String field) throws Mistake {
        return has(field) ? money(field) : null;
    }

    Money signedMoney(String field) throws Mistake {
        return fen(field, signed(field));
    }

    /// A whole number that is not negative.
    int whole(String field, int least) throws Mistake {
        var value = object.path(field);
        var text = value.asText();
        if ((value.isIntegralNumber() || value.isTextual())
                && text.matches("-?\\d{1,9}")
                && Integer.parseInt(text) >= least) {
            return Integer.parseInt(text);
        }
        throw mistake(field, "must be a whole number" + (least == 0 ? ", 0 or above" : ""));
    }

    /// In a year of four digits, so that a programme without an end can say so.
    Instant instant(String field) throws Mistake {
        return time(field, 1, LAST_YEAR).toInstant();
    }

    /// Of service: in a year that charges can be made in.
    Instant serviceTime(String field) throws Mistake {
        return time(field, FIRST_SERVICE_YEAR, LAST_SERVICE_YEAR).toInstant();
    }

    /// Of a bill.
    YearMonth month(String field) throws Mistake {
        var text = text(field);
        try {
            var month = YearMonth.parse(text);
            if (month.getYear() >= FIRST_SERVICE_YEAR && month.getYear() <= LAST_SERVICE_YEAR) {
                return month;
            }
        } catch (DateTimeException _) {
            throw mistake(field, "must be a month, as in 2026-06; it is " + text);
        }
        throw mistake(
                field, "must lie in the years " + FIRST_SERVICE_YEAR + " to " + LAST_SERVICE_YEAR + "; it is " + text);
    }

    /// Money that was worked out from other fields.
    Money within(String field, Money amount) throws Mistake {
        if (amount.yuan().abs().compareTo(MOST_MONEY) > 0) {
            throw mistake(
                    field, "must not come to more than " + MOST_MONEY.toPlainString() + " CNY; it comes to " + amount);
        }
        return amount;
    }

    private OffsetDateTime time(String field, int firstYear, int lastYear) throws Mistake {
        var text = text(field);
        OffsetDateTime time;
        try {
            time = OffsetDateTime.parse(text);
        } catch (DateTimeException _) {
            throw mistake(field, "must be an instant with an offset, as in 2026-06-01T00:00:00+08:00; it is " + text);
        }
        if (time.getYear() < firstYear || time.getYear() > lastYear) {
            throw mistake(field, "must lie in the years " + firstYear + " to " + lastYear + "; it is " + text);
        }
        return time;
    }

    private Money fen(String field, BigDecimal value) throws Mistake {
        if (value.stripTrailingZeros().scale() > 2) {
            throw mistake(field, "must be in whole fen, as in \"12.34\"; it is " + value.toPlainString());
        }
        return within(field, new Money(value));
    }

    private BigDecimal signed(String field) throws Mistake {
        var value = object.path(field);
        if (!value.isTextual()
                || !value.textValue().matches(DECIMAL)
                || value.textValue().length() > MOST_DIGITS) {
            throw mistake(
                    field,
                    "must be a decimal in a string, as in \"12.34\""
                            + (value.isMissingNode() ? "; it is missing" : "; it is " + value));
        }
        return new BigDecimal(value.textValue());
    }
}
