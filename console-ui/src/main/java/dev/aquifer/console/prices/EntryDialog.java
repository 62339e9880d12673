package dev.aquifer.console.prices;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.PriceTier;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.client.Violation;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One entry of a draft. Only the fields that its model uses are shown; whether they are right says the server.
class EntryDialog extends Dialog {
    private static final Set<PriceModel> CONTRACT_ONLY =
            EnumSet.of(PriceModel.RESERVED, PriceModel.LIST, PriceModel.FLAT, PriceModel.ONE_TIME, PriceModel.MINIMUM);

    private final boolean contract;
    private final Fields fields = new Fields();
    private final Select<SkuKind> kind = fields.with("kind", new Select<>());
    private final TextField item = fields.with("item", new TextField(getTranslation("prices.item")));
    private final Select<Bucket> bucket = fields.with("bucket", new Select<>());
    private final TextField pool = fields.with("pool", new TextField(getTranslation("prices.entry.pool")));
    private final Select<PriceModel> model = fields.with("model", new Select<>());
    private final BigDecimalField price = number("price");
    private final TextField tiers = fields.with("tiers", new TextField(getTranslation("prices.entry.tiers")));
    private final BigDecimalField size = number("size");
    private final BigDecimalField overage = number("overage");
    private final TextField termFrom = fields.with("termFrom", new TextField(getTranslation("prices.entry.termFrom")));
    private final TextField termTo = fields.with("termTo", new TextField(getTranslation("prices.entry.termTo")));
    private final BigDecimalField minimum = number("minimum");
    private final BigDecimalField discount = number("discount");

    /// @param entry to change; null: a new one, @param save gets the entry
    EntryDialog(@Nullable PriceEntry entry, boolean contract, Saving<PriceEntry> save) {
        this.contract = contract;
        setHeaderTitle(getTranslation(entry == null ? "books.add" : "books.entry.change"));
        setWidth("30rem");
        setMaxWidth("100%");
        kind.setLabel(getTranslation("prices.entry.kind"));
        kind.setItems(Arrays.stream(SkuKind.values())
                .filter(each -> contract || each != SkuKind.FEE)
                .toList());
        kind.setItemLabelGenerator(each -> getTranslation("sku.short." + each));
        bucket.setLabel(getTranslation("prices.bucket"));
        bucket.setItems(Bucket.values());
        bucket.setItemLabelGenerator(each -> getTranslation("bill.bucket." + each));
        model.setLabel(getTranslation("prices.how"));
        model.setItemLabelGenerator(each -> getTranslation("price.model." + each));
        item.setId("entry-item");
        tiers.setHelperText(getTranslation("prices.entry.tiers.help"));
        termFrom.setHelperText(getTranslation("prices.entry.month.help"));
        termTo.setHelperText(getTranslation("prices.entry.month.help"));
        price.setId("entry-price");
        discount.setHelperText(getTranslation("prices.entry.discount.help"));
        kind.addValueChangeListener(change -> kindChosen());
        model.addValueChangeListener(change -> arrange());
        fill(entry);
        add(fields);
        var button = Buttons.primary(getTranslation("save"), click -> save(save));
        button.setId("entry-save");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), button);
    }

    private BigDecimalField number(String name) {
        var field = fields.with(name, new BigDecimalField(getTranslation("prices.entry." + name)));
        field.setLocale(getLocale());
        return field;
    }

    private void fill(@Nullable PriceEntry entry) {
        kind.setValue(entry == null ? SkuKind.LEASE : entry.kind());
        model.setValue(entry == null ? PriceModel.PER_UNIT : entry.model());
        if (entry == null) {
            return;
        }
        item.setValue(entry.item());
        bucket.setValue(entry.bucket());
        pool.setValue(entry.pool() == null ? "" : entry.pool().toString());
        price.setValue(entry.price());
        tiers.setValue(Entries.tiers(entry).stream()
                .map(tier -> (tier.upTo() == null ? "" : tier.upTo().toPlainString()) + ":"
                        + tier.price().toPlainString())
                .collect(Collectors.joining("; ")));
        size.setValue(entry.size());
        overage.setValue(entry.overage());
        termFrom.setValue(entry.termFrom() == null ? "" : entry.termFrom().toString());
        termTo.setValue(entry.termTo() == null ? "" : entry.termTo().toString());
        minimum.setValue(entry.minimum() == null ? null : entry.minimum().yuan());
        discount.setValue(entry.discount());
    }

    private void kindChosen() {
        boolean fee = kind.getValue() == SkuKind.FEE;
        var before = model.getValue();
        var models = Arrays.stream(PriceModel.values())
                .filter(each -> contract || !CONTRACT_ONLY.contains(each))
                .filter(each -> fee == fees(each))
                .toList();
        model.setItems(models);
        model.setValue(models.contains(before) ? before : models.getFirst());
        arrange();
    }

    private static boolean fees(PriceModel model) {
        return model == PriceModel.FLAT || model == PriceModel.ONE_TIME || model == PriceModel.MINIMUM;
    }

    private void arrange() {
        var chosen = model.getValue();
        var of = kind.getValue();
        boolean tiered = chosen == PriceModel.GRADUATED || chosen == PriceModel.VOLUME;
        boolean sized = chosen == PriceModel.PACKAGE || chosen == PriceModel.RESERVED;
        bucket.setVisible(of == SkuKind.TOKENS);
        pool.setVisible(of == SkuKind.LEASE || of == SkuKind.TRAINING);
        price.setVisible(!tiered && chosen != PriceModel.LIST);
        tiers.setVisible(tiered);
        size.setVisible(sized);
        overage.setVisible(sized);
        termFrom.setVisible(chosen == PriceModel.RESERVED);
        termTo.setVisible(chosen == PriceModel.RESERVED);
        minimum.setVisible(contract && of != SkuKind.FEE && chosen != PriceModel.RESERVED);
        discount.setVisible(contract && of != SkuKind.FEE && chosen != PriceModel.RESERVED);
    }

    private void save(Saving<PriceEntry> save) {
        fields.clear();
        try {
            var entry = new PriceEntry(
                    kind.getValue(),
                    item.getValue().strip(),
                    bucket.isVisible() ? bucket.getValue() : null,
                    pool.isVisible() && !pool.isEmpty() ? read("pool", () -> UUID.fromString(pool.getValue())) : null,
                    model.getValue(),
                    shown(price),
                    tiers.isVisible() ? read("tiers", () -> tiers(tiers.getValue())) : null,
                    shown(size),
                    shown(overage),
                    termFrom.isVisible()
                            ? read(
                                    "termFrom",
                                    () -> YearMonth.parse(termFrom.getValue().strip()))
                            : null,
                    termTo.isVisible()
                            ? read(
                                    "termTo",
                                    () -> YearMonth.parse(termTo.getValue().strip()))
                            : null,
                    shown(minimum) == null ? null : read("minimum", () -> new Money(minimum.getValue())),
                    shown(discount));
            save.save(entry, this::close, problem -> fields.show(onFields(problem)));
        } catch (Unread e) {
            fields.wrong(e.field, "prices.number.wrong");
        }
    }

    /// What is wrong with one tier is shown where the tiers stand.
    private static Problem onFields(Problem problem) {
        return new Problem(
                problem.slug(),
                problem.status(),
                problem.detail(),
                problem.violations().stream()
                        .map(wrong ->
                                wrong.field().contains(".tiers[") ? new Violation("tiers", wrong.message()) : wrong)
                        .toList());
    }

    private static @Nullable BigDecimal shown(BigDecimalField field) {
        return field.isVisible() ? field.getValue() : null;
    }

    /// A field that does not hold what it should.
    private static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String field;

        private Unread(String field) {
            this.field = field;
        }
    }

    private static <T> T read(String field, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException | DateTimeException | StringIndexOutOfBoundsException e) {
            throw new Unread(field);
        }
    }

    private static List<PriceTier> tiers(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(tier -> {
                    int colon = tier.indexOf(':');
                    var upTo = tier.substring(0, colon).strip();
                    return new PriceTier(
                            upTo.isEmpty() ? null : new BigDecimal(upTo),
                            new BigDecimal(tier.substring(colon + 1).strip()));
                })
                .toList();
    }
}
