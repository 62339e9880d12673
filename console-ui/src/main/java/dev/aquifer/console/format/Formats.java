package dev.aquifer.console.format;

import com.vaadin.flow.component.UI;
import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes numbers, money, units and times as people read them, in one language. Bills count in Asia/Shanghai, so all
/// times are shown in that zone, whatever the viewer's.
public final class Formats {
    /// For what is not known or does not apply.
    public static final String NOTHING = "–";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?:CPU of this machine|This machine CPU|CPU) \\((\\d+) cores?\\)");
    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    private final Locale locale;
    private final boolean chinese;
    private final ResourceBundle words;

    public Formats(Locale locale) {
        this.locale = locale;
        chinese = locale.getLanguage().equals("zh");
        words = Translations.texts(locale);
    }

    /// In the language of the page that is being answered.
    public static Formats current() {
        return new Formats(UI.getCurrent().getLocale());
    }

    public static String orNothing(@Nullable String text) {
        return text == null || text.isBlank() ? NOTHING : text;
    }

    /// A figure and its unit apart, for screens that set them in different sizes.
    public record Figure(String value, String unit) {
        @Override
        public String toString() {
            return unit.isEmpty() ? value : value + " " + unit;
        }
    }

    /// A name that comes as data in both languages.
    public String name(String english, String chineseName) {
        return chinese ? chineseName : english;
    }

    /// A chip's name as the platform and old bills have it: names of makers stay as they are, this machine's processor
    /// is
    /// said in the page's language.
    public String chip(String name) {
        var local = THIS_MACHINE.matcher(name);
        if (!local.matches()) {
            return name;
        }
        var cores = local.group(1);
        return MessageFormat.format(words.getString(cores.equals("1") ? "chip.local.one" : "chip.local"), cores);
    }

    /// A cluster in words; one that an operator has named otherwise as it is named.
    public String cluster(String name) {
        var key = "cluster." + name;
        return words.containsKey(key) ? words.getString(key) : name;
    }

    public String money(Money amount) {
        return sign(amount.yuan()) + "¥" + decimal("#,##0.00", amount.yuan().abs());
    }

    /// An amount in a column whose head names the currency.
    public String amount(Money amount) {
        return sign(amount.yuan()) + decimal("#,##0.00", amount.yuan().abs());
    }

    /// An amount with a minus, as a subsidy stands in a sum; zero has none.
    public String less(Money amount) {
        return amount(amount.negated());
    }

    /// A price: at least two decimals, as many more as it has.
    public String price(BigDecimal yuan) {
        return sign(yuan) + "¥" + decimal("#,##0.00########", yuan.abs());
    }

    public String pricePer(BigDecimal yuan, String priceUnit) {
        return price(yuan) + " / " + words.getString("unit.price." + priceUnit);
    }

    /// What one request costs: eight decimals, never posted.
    public String cost(BigDecimal yuan) {
        return sign(yuan) + "¥" + decimal("#,##0.00000000", yuan.abs());
    }

    public String count(long number) {
        return sign(BigDecimal.valueOf(number))
                + decimal("#,##0", BigDecimal.valueOf(number).abs());
    }

    public String number(BigDecimal number) {
        return sign(number) + decimal("#,##0.##########", number.abs());
    }

    /// Tokens, short: exact below ten thousand.
    public Figure tokens(long tokens) {
        if (tokens < 10_000) {
            return new Figure(count(tokens), words.getString("unit.tokens"));
        }
        if (chinese) {
            return tokens < 100_000_000L
                    ? new Figure(scaled(tokens, 10_000), "万 token")
                    : new Figure(scaled(tokens, 100_000_000L), "亿 token");
        }
        return tokens < 1_000_000
                ? new Figure(scaled(tokens, 1_000), "K tokens")
                : new Figure(scaled(tokens, 1_000_000), "M tokens");
    }

    /// A charge's quantity in the unit that its price is for: chip-hours with four decimals, tokens in millions with
    /// six; all else as it was counted.
    public String quantity(BigDecimal quantity, String unit) {
        return switch (unit) {
            case "chip-second" ->
                decimal("#,##0.0000", quantity.divide(SECONDS_PER_HOUR, 4, RoundingMode.HALF_UP)) + " "
                        + words.getString("unit.chipHours");
            case "token" ->
                decimal("#,##0.000000", quantity.divide(MILLION, 6, RoundingMode.HALF_UP)) + " "
                        + words.getString("unit.millionTokens");
            default -> counted(quantity, unit);
        };
    }

    /// A charge's quantity as it was counted, exact.
    public String counted(BigDecimal quantity, String unit) {
        return number(quantity) + " " + words.getString("unit.counted." + unit);
    }

    /// Memory, in GiB or MiB.
    public String memory(long bytes) {
        return bytes >= GIB
                ? decimal("#,##0.0", quotient(bytes, GIB)) + " GiB"
                : decimal("#,##0.0", quotient(bytes, MIB)) + " MiB";
    }

    /// A file's size, in GB, MB, kB or bytes.
    public String file(long bytes) {
        if (bytes < 1_000) {
            return count(bytes) + " B";
        }
        if (bytes >= 1_000_000_000L) {
            return decimal("#,##0.0", quotient(bytes, 1_000_000_000L)) + " GB";
        }
        return bytes >= 1_000_000
                ? decimal("#,##0.0", quotient(bytes, 1_000_000)) + " MB"
                : decimal("#,##0.0", quotient(bytes, 1_000)) + " kB";
    }

    /// A model's size, e.g. `6.4 M`.
    public String parameters(@Nullable Long parameters) {
        if (parameters == null) {
            return NOTHING;
        }
        return parameters >= 1_000_000_000L
                ? decimal("#,##0.#", quotient(parameters, 1_000_000_000L)) + " B"
                : decimal("#,##0.#", quotient(parameters, 1_000_000)) + " M";
    }

    public String percent(BigDecimal ratio) {
        return decimal("0.##", ratio.movePointRight(2)) + "%";
    }

    public String millis(@Nullable Long millis) {
        return millis == null ? NOTHING : count(millis) + " ms";
    }

    public String speed(double tokensPerSecond) {
        return decimal("#,##0.0", BigDecimal.valueOf(tokensPerSecond)) + " tok/s";
    }

    /// A duration in its two largest units, e.g. `2 min 5 s`; below ten seconds with one decimal.
    public String duration(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            return text("time.seconds", decimal("0.0", quotient(Math.max(0, duration.toMillis()), 1000)));
        }
        if (seconds < 60) {
            return text("time.seconds", count(seconds));
        }
        if (seconds < 3600) {
            return text("time.minutes", count(seconds / 60), count(seconds % 60));
        }
        return seconds < 86_400
                ? text("time.hours", count(seconds / 3600), count(seconds % 3600 / 60))
                : text("time.days", count(seconds / 86_400), count(seconds % 86_400 / 3600));
    }

    /// Day and minute with the zone named, e.g. `24 Nov 2026 20:00 (Beijing time)`.
    public String time(Instant at) {
        return text("time.beijing", minute(at));
    }

    /// Day and minute without the zone, for columns whose page names it.
    public String minute(Instant at) {
        return of("yyyy 年 M 月 d 日 HH:mm", "d MMM yyyy HH:mm", at.atZone(ZONE));
    }

    /// Time of day to the second, for what happened just now.
    public String clock(Instant at) {
        return of("HH:mm:ss", "HH:mm:ss", at.atZone(ZONE));
    }

    /// Day and time to the second, exact enough to compare with a log.
    public String exact(Instant at) {
        return of("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss", at.atZone(ZONE));
    }

    public String day(LocalDate day) {
        return of("M 月 d 日", "d MMM", day);
    }

    public String date(LocalDate day) {
        return of("yyyy 年 M 月 d 日", "d MMM yyyy", day);
    }

    public String date(Instant at) {
        return date(at.atZone(ZONE).toLocalDate());
    }

    /// The last day of an interval whose end is exclusive.
    public String lastDate(Instant until) {
        return date(until.atZone(ZONE).toLocalDate().minusDays(1));
    }

    public String month(YearMonth month) {
        return of("yyyy 年 M 月", "MMMM yyyy", month);
    }

    /// How long ago, roughly.
    public String ago(Instant at, Instant now) {
        var seconds = Math.max(0, Duration.between(at, now).toSeconds());
        if (seconds < 60) {
            return text("time.ago.now");
        }
        if (seconds < 3600) {
            return text("time.ago.minutes", count(seconds / 60));
        }
        return seconds < 86_400
                ? text("time.ago.hours", count(seconds / 3600))
                : text("time.ago.days", count(seconds / 86_400));
    }

    private String of(String chinesePattern, String englishPattern, TemporalAccessor time) {
        return DateTimeFormatter.ofPattern(chinese ? chinesePattern : englishPattern, locale)
                .format(time);
    }

    private String text(String key, Object... values) {
        return values.length == 0
                ? words.getString(key)
                : new MessageFormat(words.getString(key), locale).format(values);
    }

    private String scaled(long number, long by) {
        return decimal("#,##0.#", quotient(number, by));
    }

    private static BigDecimal quotient(long number, long by) {
        return BigDecimal.valueOf(number).divide(BigDecimal.valueOf(by), 6, RoundingMode.HALF_UP);
    }

    private static String sign(BigDecimal number) {
        return number.signum() < 0 ? "−" : "";
    }

    /// Shown figures are rounded half up, as people expect; amounts of money come in whole fen and are not changed by
    /// it.
    private static String decimal(String pattern, BigDecimal number) {
        var format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }
}
