package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.OpenClaim;
import dev.aquifer.billing.api.subsidy.ProgrammeView;
import dev.aquifer.billing.api.subsidy.Reasons;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import dev.aquifer.console.subsidies.ClaimTable;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The operator's claims on programmes, and the clawbacks that wait to be charged.
@Route("operator/claims")
@OpenTo(Audience.OPERATORS)
public class ClaimsView extends Page {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<?> claims;
    private @Nullable Loaded<?> clawbacks;

    ClaimsView(Calls calls, Billing billing) {
        super("nav.operator.claims");
        this.calls = calls;
        this.billing = billing;
        var open = Buttons.primary(getTranslation("claim.open"), click -> openDialog());
        open.setId("claim-open");
        heading(getTranslation("nav.operator.claims"), getTranslation("claim.operator.sub"), open);
        var all = new Loaded<>(
                calls, 4, billing.claims()::operatorsClaims, list -> ClaimTable.of(list, "operator/claims/"));
        var taken = new Loaded<>(calls, 2, billing.grants()::operatorsClawbacks, this::clawbacks);
        claims = all;
        clawbacks = taken;
        add(new Card(getTranslation("nav.operator.claims"), all), new Card(getTranslation("clawback.all"), taken));
    }

    private void again() {
        if (claims != null && clawbacks != null) {
            claims.fetch();
            clawbacks.fetch();
        }
    }

    private void openDialog() {
        calls.make(() -> billing.subsidies().programmes(), this::openDialog, Notices::failed);
    }

    private void openDialog(List<ProgrammeView> programmes) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("claim.open"));
        dialog.setWidth("28rem");
        dialog.setMaxWidth("100%");
        var fields = new Fields();
        var formats = Formats.current();
        var programme = new Select<ProgrammeView>();
        programme.setLabel(getTranslation("subsidies.programme"));
        programme.setItems(programmes);
        programme.setItemLabelGenerator(each -> formats.name(each.title(), each.titleZh()));
        programmes.stream().findFirst().ifPresent(programme::setValue);
        fields.with("programme", programme);
        var period = fields.with("period", new TextField(getTranslation("claim.period")));
        period.setId("claim-period");
        period.setHelperText(getTranslation("claim.period.help"));
        dialog.add(new Paragraph(getTranslation("claim.open.text")), fields);
        var yes = Buttons.primary(getTranslation("claim.open"), click -> {
            fields.clear();
            if (programme.getValue() == null) {
                fields.wrong("programme", "reason.needed");
                return;
            }
            var request =
                    new OpenClaim(programme.getValue().id(), period.getValue().strip());
            calls.make(
                    () -> billing.claims().open(request),
                    made -> {
                        dialog.close();
                        again();
                    },
                    fields::show);
        });
        yes.setId("claim-open-yes");
        dialog.getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> dialog.close()), yes);
        dialog.open();
    }

    private Component clawbacks(List<ClawbackView> all) {
        if (all.isEmpty()) {
            return new EmptyState(getTranslation("clawback.none"));
        }
        var formats = Formats.current();
        return new Table<ClawbackView>(getTranslation("clawback.all"))
                .column(
                        getTranslation("assess.organisation"),
                        each -> Text.twoLines(each.organisationName(), each.programmeCode()))
                .column(getTranslation("state"), each -> ApplicationStates.status(each.state()))
                .text(getTranslation("grant.from"), each -> formats.minute(each.from()))
                .column(getTranslation("subsidies.reasons"), each -> Text.note(each.reasons()))
                .number(
                        getTranslation("clawback.receivable"),
                        each -> each.receivable() == null ? Formats.NOTHING : formats.money(each.receivable()))
                .column(getTranslation("clawback.actions"), this::actions)
                .rows(all);
    }

    private Div actions(ClawbackView clawback) {
        var actions = new Div();
        actions.addClassName("aq-actions");
        if (clawback.state() == ClawbackState.CONFIRMED) {
            actions.add(Buttons.danger(
                    getTranslation("clawback.charge"),
                    click -> new Confirm(
                                    getTranslation("clawback.charge"),
                                    getTranslation("clawback.charge.text"),
                                    getTranslation("clawback.charge"),
                                    () -> calls.make(
                                            () -> billing.grants().charge(clawback.id()),
                                            done -> again(),
                                            Notices::failed))
                            .open()));
        }
        if (clawback.state() == ClawbackState.CHARGED) {
            actions.add(
                    asking("clawback.repaid", said -> billing.grants().repaid(clawback.id(), new Reasons(said))),
                    asking("clawback.writeOff", said -> billing.grants().writeOff(clawback.id(), new Reasons(said))));
        }
        return actions;
    }

    private <T> Button asking(String key, Function<String, T> call) {
        return Buttons.plain(
                getTranslation(key),
                click -> new ReasonDialog(
                                new ReasonDialog.Words(
                                        getTranslation(key),
                                        getTranslation(key + ".text"),
                                        getTranslation(key + ".label"),
                                        getTranslation(key)),
                                "reasons",
                                calls,
                                call,
                                this::again)
                        .open());
    }
}
