package dev.aquifer.billing.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The words and figures of a bill on paper, in one language.
public final class BillWords {

    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?:CPU of this machine|This machine CPU) \\((\\d+ cores?)\\)");

    private static final String MINUS = "\u2212";

    private final boolean chinese;
    private final Properties words;

    private BillWords(boolean chinese, Properties words) {
        this.chinese = chinese;
        this.words = words;
    }

    /// @param language `zh` or `en`; empty for any other
    public static Optional<BillWords> of(String language) {
        if (!language.equals("zh") && !language.equals("en")) {
            return Optional.empty();
        }
        try (InputStream file = BillWords.class.getResourceAsStream("/words/bill_" + language + ".properties")) {
            if (file == null) {
                throw new IllegalStateException("no words in " + language);
            }
            Properties words = new Properties();
            words.load(new InputStreamReader(file, UTF_8));
            return Optional.of(new BillWords(language.equals("zh"), words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean chinese() {
        return chinese;
    }

    String word(String key, String... values) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no word for " + key);
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i]);
        }
        return text;
    }

    /// What a line is about. That of a commitment is named by its SKU, whose first word says the kind.
    static String thing(ChargeKind kind, String name) {
        return kind == ChargeKind.FEE ? name.replaceFirst("^(LEASE|TRAINING|TOKENS|STORAGE) ", "") : name;
    }

    /// Another text where there is no word, as for what an operator has named.
    String wordOr(String key, String other) {
        return words.containsKey(key) ? word(key) : other;
    }

    /// The name of a chip: this machine's processor is said in the bill's language, all else as its maker calls it.
    String chip(String name) {
        Matcher local = THIS_MACHINE.matcher(name);
        return local.matches() ? word("chip.local", local.group(1)) : name;
    }

    /// E.g. `¥1,109,696.42`; the minus is a real one.
    String money(Money amount) {
        String plain = amount.isNegative() ? amount.negated().toString() : amount.toString();
        return (amount.isNegative() ? MINUS : "") + "¥" + grouped(plain);
    }

    /// What lowers the bill.
    String deducted(Money amount) {
        return amount.isZero() ? money(amount) : money(amount.negated());
    }

    String price(BigDecimal price) {
        return "¥" + grouped(price.toPlainString());
    }

    /// With the given decimals at most, cut; exact ones stand in the CSV.
    String number(BigDecimal value, int decimals) {
        BigDecimal cut = value.setScale(decimals, RoundingMode.DOWN);
        return grouped(cut.toPlainString());
    }

    String percent(BigDecimal rate) {
        return rate.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    String month(YearMonth month) {
        return chinese
                ? month.getYear() + " 年 " + month.getMonthValue() + " 月"
                : month.getMonth().getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH) + " "
                        + month.getYear();
    }

    String day(LocalDate day) {
        return chinese
                ? day.getMonthValue() + " 月 " + day.getDayOfMonth() + " 日"
                : day.getDayOfMonth() + " "
                        + day.getMonth().getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH);
    }

    String date(@Nullable Instant at) {
        if (at == null) {
            return "";
        }
        LocalDate day = dev.aquifer.billing.money.ServiceTime.day(at);
        return chinese
                ? day.getYear() + " 年 " + day.getMonthValue() + " 月 " + day.getDayOfMonth() + " 日"
                : day(day) + " " + day.getYear();
    }

    private static String grouped(String plain) {
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % 3 == 0) {
                text.append(',');
            }
            text.append(whole.charAt(i));
        }
        return point < 0 ? text.toString() : text.append(plain.substring(point)).toString();
    }
}
