package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ProgrammeForm;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.subsidies.Requirements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The form of a programme, field by field as the API knows them.
class ProgrammeFields extends Div {
    private final Fields fields = new Fields();
    private final List<HasValue<?, ?>> all = new ArrayList<>();
    private final String code;
    private final TextField title = text("title");
    private final TextField titleZh = text("titleZh");
    private final TextField city = text("city");
    private final Select<String> level = choice("level", "CITY", "DISTRICT", "NATIONAL");
    private final TextField documentTitle = text("documentTitle");
    private final TextField documentNumber = text("documentNumber");
    private final DatePicker documentDate = day("documentDate");
    private final TextField documentLink = text("documentLink");
    private final DatePicker from = day("from");
    private final DatePicker until = day("until");
    private final BigDecimalField maxRatio = number("maxRatio");
    private final BigDecimalField domesticBonus = number("domesticBonus");
    private final CheckboxGroup<String> kinds = several("kinds", List.of("lease", "tokens", "storage"));
    private final CheckboxGroup<String> purposes = several("purposes", List.of("training", "inference"));
    private final BigDecimalField minSpend = number("minSpend");
    private final Select<String> mode = choice("mode", "DEDUCT", "REIMBURSE");
    private final IntegerField priority = known("priority", new IntegerField(label("priority")));
    private final TextField group = text("group");
    private final IntegerField lateDays = known("lateDays", new IntegerField(label("lateDays")));
    private final BigDecimalField organisationCeiling = number("organisationCeiling");
    private final BigDecimalField budget = number("budget");
    private final Checkbox platformBears = new Checkbox(getTranslation("programme.platformBears"));
    private final CheckboxGroup<String> requirements = several("requirements", Requirements.KNOWN);
    private final TextArea note = known("note", new TextArea(label("note")));

    ProgrammeFields(ProgrammeForm form, boolean edits) {
        code = form.code();
        title.setValue(form.title());
        titleZh.setValue(form.titleZh());
        city.setValue(form.city());
        level.setValue(form.level());
        documentTitle.setValue(form.documentTitle());
        documentNumber.setValue(orEmpty(form.documentNumber()));
        documentDate.setValue(form.documentDate());
        documentLink.setValue(orEmpty(form.documentLink()));
        from.setValue(form.from());
        until.setValue(form.until());
        until.setHelperText(getTranslation("decide.until.help"));
        maxRatio.setValue(percent(form.maxRatio()));
        domesticBonus.setValue(percent(form.domesticBonus()));
        kinds.setValue(Set.copyOf(form.kinds()));
        purposes.setValue(Set.copyOf(form.purposes()));
        purposes.setHelperText(getTranslation("programme.purposes.help"));
        minSpend.setValue(yuan(form.minSpend()));
        mode.setValue(form.mode());
        priority.setValue(form.priority());
        priority.setHelperText(getTranslation("programme.priority.help"));
        group.setValue(orEmpty(form.group()));
        group.setHelperText(getTranslation("programme.group.help"));
        lateDays.setValue(form.lateDays());
        organisationCeiling.setValue(yuan(form.organisationCeiling()));
        budget.setValue(yuan(form.budget()));
        platformBears.setValue(form.platformBears());
        requirements.setItemLabelGenerator(Requirements::name);
        requirements.setValue(Set.copyOf(form.requirements()));
        note.setValue(form.note());
        note.setMinRows(3);
        note.setMaxLength(4000);
        fields.add(platformBears);
        add(fields);
        all.forEach(field -> field.setReadOnly(!edits));
        platformBears.setReadOnly(!edits);
    }

    ProgrammeForm form() {
        fields.clear();
        return new ProgrammeForm(
                code,
                title.getValue().strip(),
                titleZh.getValue().strip(),
                city.getValue().strip(),
                level.getValue(),
                documentTitle.getValue().strip(),
                orNull(documentNumber.getValue()),
                documentDate.getValue(),
                orNull(documentLink.getValue()),
                from.getValue(),
                until.getValue(),
                ratio(maxRatio.getValue()),
                ratio(domesticBonus.getValue()),
                List.copyOf(kinds.getValue()),
                List.copyOf(purposes.getValue()),
                money(minSpend.getValue()),
                mode.getValue(),
                priority.getValue() == null ? 0 : priority.getValue(),
                orNull(group.getValue()),
                lateDays.getValue(),
                money(organisationCeiling.getValue()),
                money(budget.getValue()),
                platformBears.getValue(),
                Requirements.KNOWN.stream()
                        .filter(requirements.getValue()::contains)
                        .toList(),
                note.getValue().strip());
    }

    void show(Problem problem) {
        fields.show(problem);
    }

    private <F extends Component & HasValidation & HasValue<?, ?>> F known(String name, F field) {
        all.add(field);
        return fields.with(name, field);
    }

    private String label(String field) {
        return getTranslation("programme." + field);
    }

    private TextField text(String field) {
        var text = known(field, new TextField(label(field)));
        text.setId("programme-" + field);
        return text;
    }

    private DatePicker day(String field) {
        var day = known(field, new DatePicker(label(field)));
        day.setId("programme-" + field);
        day.setLocale(getLocale());
        return day;
    }

    private BigDecimalField number(String field) {
        var number = known(field, new BigDecimalField(label(field)));
        number.setId("programme-" + field);
        number.setLocale(getLocale());
        return number;
    }

    private Select<String> choice(String field, String... values) {
        var choice = new Select<String>();
        choice.setLabel(label(field));
        choice.setId("programme-" + field);
        choice.setItems(values);
        choice.setItemLabelGenerator(value -> getTranslation("programme." + field + "." + value));
        return known(field, choice);
    }

    private CheckboxGroup<String> several(String field, List<String> values) {
        var several = new CheckboxGroup<String>();
        several.setLabel(label(field));
        several.setItems(values);
        several.setItemLabelGenerator(value -> getTranslation("programme." + field + "." + value));
        return known(field, several);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal ratio) {
        return ratio == null ? null : ratio.movePointRight(2).stripTrailingZeros();
    }

    private static @Nullable BigDecimal ratio(@Nullable BigDecimal percent) {
        return percent == null ? null : percent.movePointLeft(2);
    }

    private static @Nullable BigDecimal yuan(@Nullable Money money) {
        return money == null ? null : money.yuan();
    }

    /// What is no whole fen is cut here; the field shows it after saving.
    private static @Nullable Money money(@Nullable BigDecimal yuan) {
        return yuan == null ? null : new Money(yuan.setScale(2, java.math.RoundingMode.DOWN));
    }
}
