package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.PriceTier;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a price book must be like by itself. Where it may stand among the others is [BookOrder]'s. Each fault names
/// its field.
final class BookRules {

    private static final BigDecimal MOST = new BigDecimal("1000000000000");
    private static final BigDecimal MOST_UNITS = new BigDecimal("1000000000000000000");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int PRICE_DECIMALS = 10;
    private static final int RATE_DECIMALS = 4;
    private static final String ITEM = "[a-z0-9][a-z0-9._-]{0,99}";
    private static final Set<PriceModel> FEES = EnumSet.of(PriceModel.FLAT, PriceModel.ONE_TIME, PriceModel.MINIMUM);
    private static final Set<PriceModel> TIERED = EnumSet.of(PriceModel.GRADUATED, PriceModel.VOLUME);

    private final SaveBook book;
    private final Set<String> chipTypes;
    private final List<Violation> faults = new ArrayList<>();

    private BookRules(SaveBook book, Set<String> chipTypes) {
        this.book = book;
        this.chipTypes = chipTypes;
    }

    /// @param chipTypes that billing knows
    static List<Violation> faults(SaveBook book, Set<String> chipTypes) {
        BookRules rules = new BookRules(book, chipTypes);
        rules.head();
        for (int i = 0; i < book.entries().size(); i++) {
            rules.entry("entries[" + i + "].", book.entries().get(i));
        }
        rules.once();
        return rules.faults;
    }

    private boolean contract() {
        return book.organisation() != null;
    }

    private void head() {
        if (contract() != book.version().startsWith("C-")) {
            fault(
                    "version",
                    contract() ? "a contract's version begins with C-" : "only a contract's version begins with C-");
        }
        if (!book.currency().equals("CNY")) {
            fault("currency", "currency must be CNY");
        }
        if (book.vatRate().stripTrailingZeros().scale() > RATE_DECIMALS) {
            fault("vatRate", "vatRate has at most " + RATE_DECIMALS + " decimals");
        }
        if (book.entries().isEmpty()) {
            fault("entries", "a price book needs at least one entry");
        }
        Instant until = book.until();
        if (!known(book.from())) {
            fault("from", "from must be between the years 2000 and 2199");
        } else if (until != null && !known(until)) {
            fault("until", "until must be between the years 2000 and 2199");
        } else if (until != null && !until.isAfter(book.from())) {
            fault("until", "until must be after from");
        } else if (contract() && monthly(book.entries())) {
            wholeMonths();
        }
    }

    private static boolean known(Instant at) {
        return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
    }

    /// Whether a contract of these entries owes something for whole months.
    static boolean monthly(List<PriceEntry> entries) {
        return entries.stream().anyMatch(BookRules::monthly);
    }

    private static boolean monthly(PriceEntry entry) {
        return entry.model() == PriceModel.RESERVED
                || entry.model() == PriceModel.FLAT
                || entry.model() == PriceModel.MINIMUM
                || entry.minimum() != null;
    }

    private void wholeMonths() {
        if (!monthStart(book.from())) {
            fault("from", "a contract with a commitment or a monthly fee begins with a month (Asia/Shanghai)");
        }
        if (book.until() != null && !monthStart(book.until())) {
            fault("until", "a contract with a commitment or a monthly fee ends with a month (Asia/Shanghai)");
        }
    }

    static boolean monthStart(Instant at) {
        return ServiceTime.start(ServiceTime.month(at)).equals(at);
    }

    private void entry(String at, PriceEntry entry) {
        sku(at, entry);
        switch (entry.model()) {
            case PER_UNIT, FLAT, ONE_TIME, MINIMUM -> price(at + "price", entry.price());
            case GRADUATED, VOLUME -> tiers(at + "tiers", Objects.requireNonNull(entry.tiers()));
            case PACKAGE -> {
                price(at + "price", entry.price());
                size(at + "size", entry.size());
                if (entry.overage() != null) {
                    price(at + "overage", entry.overage());
                }
            }
            case RESERVED -> {
                price(at + "price", entry.price());
                size(at + "size", entry.size());
                price(at + "overage", entry.overage());
                term(at, entry);
            }
            case LIST -> {
                if (entry.discount() == null && entry.minimum() == null) {
                    fault(at + "discount", "a price by the list needs a discount or a minimum");
                }
            }
        }
        absent(at, entry);
        rates(at, entry);
    }

    private void sku(String at, PriceEntry entry) {
        boolean all = entry.item().equals(Sku.ALL);
        boolean chips = entry.kind() == SkuKind.LEASE || entry.kind() == SkuKind.TRAINING;
        if (all && (!contract() || entry.model() != PriceModel.LIST)) {
            fault(at + "item", "* is for contracts that take a discount off the list");
        } else if (!all && chips && !chipTypes.contains(entry.item())) {
            fault(at + "item", "unknown chip type " + entry.item());
        } else if (!all && !entry.item().matches(ITEM)) {
            fault(at + "item", "item is lower-case letters, digits, dots, dashes and underscores");
        }
        if (entry.kind() == SkuKind.TOKENS && !all && entry.bucket() == null) {
            fault(at + "bucket", "a token price needs its bucket");
        }
        if (entry.bucket() != null && (all || entry.kind() != SkuKind.TOKENS)) {
            fault(at + "bucket", "only the price of a model's tokens has a bucket");
        }
        if (entry.pool() != null && (all || !chips)) {
            fault(at + "pool", "only the price of a chip type has a pool");
        }
        if ((entry.kind() == SkuKind.FEE) != FEES.contains(entry.model())) {
            fault(
                    at + "model",
                    entry.kind() == SkuKind.FEE ? "a fee is FLAT, ONE_TIME or MINIMUM" : "this model is for fees");
        }
        if (!contract()
                && (entry.kind() == SkuKind.FEE
                        || entry.model() == PriceModel.LIST
                        || entry.model() == PriceModel.RESERVED)) {
            fault(
                    at + "model",
                    "fees, discounts and reservations are agreed with one organisation: put them into a contract");
        }
    }

    private void tiers(String at, List<PriceTier> tiers) {
        if (tiers.isEmpty()) {
            fault(at, "tiers are missing");
            return;
        }
        BigDecimal before = BigDecimal.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            PriceTier tier = tiers.get(i);
            price(at + "[" + i + "].price", tier.price());
            BigDecimal upTo = tier.upTo();
            boolean last = i == tiers.size() - 1;
            if (last != (upTo == null)) {
                fault(at + "[" + i + "].upTo", last ? "the last tier has no end" : "every tier but the last ends");
            } else if (upTo != null && upTo.compareTo(before) <= 0) {
                fault(at + "[" + i + "].upTo", "a tier ends above the one before it");
            } else if (upTo != null && !countable(upTo)) {
                fault(at + "[" + i + "].upTo", "a tier ends below 10^18, with at most " + PRICE_DECIMALS + " decimals");
            }
            before = Objects.requireNonNullElse(upTo, before);
        }
    }

    private void term(String at, PriceEntry entry) {
        month(at + "termFrom", "first", entry.termFrom());
        month(at + "termTo", "last", entry.termTo());
        if (entry.termFrom() != null && entry.termTo() != null && entry.termTo().isBefore(entry.termFrom())) {
            fault(at + "termTo", "the last month is not before the first");
        }
        if (entry.discount() != null) {
            fault(at + "discount", "a reserved price has its discount in it");
        }
        if (entry.minimum() != null) {
            fault(at + "minimum", "a reservation is a commitment already");
        }
    }

    private void month(String field, String which, @Nullable YearMonth month) {
        if (month == null) {
            fault(field, "a reservation needs its " + which + " month");
        } else if (month.getYear() < 2000 || month.getYear() > 2199) {
            fault(field, "a reservation's months are between the years 2000 and 2199");
        }
    }

    /// What the model does not use must not be there: it would look as if it counted.
    private void absent(String at, PriceEntry entry) {
        PriceModel model = entry.model();
        if (!TIERED.contains(model) && !Objects.requireNonNull(entry.tiers()).isEmpty()) {
            fault(at + "tiers", model + " has no tiers");
        }
        if ((TIERED.contains(model) || model == PriceModel.LIST) && entry.price() != null) {
            fault(at + "price", model + " has no price of its own");
        }
        boolean sized = model == PriceModel.PACKAGE || model == PriceModel.RESERVED;
        if (!sized && entry.size() != null) {
            fault(at + "size", model + " has no size");
        }
        if (!sized && entry.overage() != null) {
            fault(at + "overage", model + " has no overage");
        }
        if (model != PriceModel.RESERVED && (entry.termFrom() != null || entry.termTo() != null)) {
            fault(at + "termFrom", model + " has no term");
        }
    }

    private void rates(String at, PriceEntry entry) {
        BigDecimal discount = entry.discount();
        if (discount != null) {
            if (!contract()) {
                fault(at + "discount", "the public book has no discounts: put them into a contract");
            } else if (discount.signum() <= 0
                    || discount.compareTo(BigDecimal.ONE) > 0
                    || discount.stripTrailingZeros().scale() > RATE_DECIMALS) {
                fault(at + "discount", "discount is a rate above 0, at most 1, with at most 4 decimals");
            } else if (entry.kind() == SkuKind.FEE) {
                fault(at + "discount", "a fee has its discount in it");
            }
        }
        if (entry.minimum() != null) {
            if (!contract()) {
                fault(at + "minimum", "a minimum is agreed with one organisation: put it into a contract");
            } else if (!entry.minimum().isPositive() || entry.minimum().yuan().compareTo(MOST) >= 0) {
                fault(at + "minimum", "minimum must be above 0.00 and below 10^12");
            } else if (entry.kind() == SkuKind.FEE || entry.item().equals(Sku.ALL)) {
                fault(at + "minimum", "a minimum over several SKUs is an entry of its own: kind FEE, model MINIMUM");
            }
        }
    }

    private void once() {
        Map<Sku, Integer> seen = new HashMap<>();
        for (int i = 0; i < book.entries().size(); i++) {
            Integer first = seen.putIfAbsent(Sku.of(book.entries().get(i)), i);
            if (first != null) {
                fault("entries[" + i + "].item", "is priced twice: also in entries[" + first + "]");
            }
        }
    }

    private void price(String field, @Nullable BigDecimal price) {
        if (price == null) {
            fault(field, "a price is missing");
        } else if (price.signum() < 0 || price.compareTo(MOST) >= 0) {
            fault(field, "a price is 0 or more, and below 10^12");
        } else if (price.stripTrailingZeros().scale() > PRICE_DECIMALS) {
            fault(field, "a price has at most " + PRICE_DECIMALS + " decimals");
        }
    }

    private void size(String field, @Nullable BigDecimal size) {
        if (size == null || size.signum() <= 0 || !countable(size)) {
            fault(field, "size must be above 0 and below 10^18, with at most " + PRICE_DECIMALS + " decimals");
        }
    }

    private static boolean countable(BigDecimal units) {
        return units.compareTo(MOST_UNITS) < 0 && units.stripTrailingZeros().scale() <= PRICE_DECIMALS;
    }

    private void fault(String field, String message) {
        faults.add(new Violation(field, message));
    }
}
