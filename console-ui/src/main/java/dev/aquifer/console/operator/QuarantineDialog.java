package dev.aquifer.console.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.quarantine.QuarantineState;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.api.quarantine.WriteOff;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.CodeBlock;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Text;
import java.util.Objects;
import java.util.UUID;

/// One fact that was put aside, whole, with what can be done about it.
class QuarantineDialog extends Dialog {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Calls calls;
    private final Billing billing;
    private final Runnable changed;

    QuarantineDialog(Calls calls, Billing billing, UUID fact, Runnable changed) {
        this.calls = calls;
        this.billing = billing;
        this.changed = changed;
        setHeaderTitle(getTranslation("quarantine.one"));
        setWidth("48rem");
        setMaxWidth("100%");
        add(new Loaded<>(calls, 8, () -> billing.quarantine().get(fact), this::show));
        var close = Buttons.quiet(getTranslation("close"), click -> close());
        close.setId("quarantine-close");
        getFooter().add(close);
    }

    private Div show(QuarantinedFact fact) {
        var formats = Formats.current();
        var pairs = new Pairs()
                .with(getTranslation("quarantine.reason"), getTranslation("quarantine.code." + fact.code()))
                .with(getTranslation("quarantine.words"), fact.reason())
                .with(getTranslation("quarantine.field"), Text.code(QuarantineView.orNothing(fact.field())))
                .with(
                        getTranslation("quarantine.organisation"),
                        Text.code(QuarantineView.orNothing(
                                fact.organisation() == null
                                        ? null
                                        : fact.organisation().toString())))
                .with(
                        getTranslation("quarantine.where"),
                        Text.code(fact.topic() + " · " + fact.partition() + " · " + fact.offset()))
                .with(getTranslation("quarantine.at"), formats.exact(fact.at()))
                .with(getTranslation("quarantine.retries"), formats.count(fact.retries()))
                .with(getTranslation("state"), getTranslation("quarantine.state." + fact.state()));
        if (fact.state() != QuarantineState.OPEN) {
            pairs.with(getTranslation("quarantine.settled.by"), QuarantineView.orNothing(fact.settledBy()));
            pairs.with(
                    getTranslation("quarantine.settled.at"), formats.exact(Objects.requireNonNull(fact.settledAt())));
            pairs.with(getTranslation("quarantine.remark"), QuarantineView.orNothing(fact.remark()));
        }
        var what = new Div(pairs, new CodeBlock(readable(fact.body()), getTranslation("quarantine.body")));
        if (fact.state() == QuarantineState.OPEN) {
            what.add(Text.note(getTranslation("quarantine.repair." + fact.code())), repairs(fact));
        }
        return what;
    }

    private Div repairs(QuarantinedFact fact) {
        var fields = new Fields();
        var why = fields.with("reason", new TextArea(getTranslation("quarantine.writeoff.reason")));
        why.setId("quarantine-writeoff-reason");
        why.setMaxLength(500);
        var retry = Buttons.primary(getTranslation("quarantine.retry"), click -> retry(fact));
        retry.setId("quarantine-retry");
        var writeOff = Buttons.danger(getTranslation("quarantine.writeoff"), click -> {
            fields.clear();
            if (why.getValue().isBlank()) {
                fields.wrong("reason", "tenants.reason.needed");
                return;
            }
            new Confirm(
                            getTranslation("quarantine.writeoff"),
                            getTranslation("quarantine.writeoff.text"),
                            getTranslation("quarantine.writeoff"),
                            () -> calls.make(
                                    new Once()
                                            .of(() -> billing.quarantine()
                                                    .writeOff(
                                                            fact.id(),
                                                            new WriteOff(why.getValue()
                                                                    .strip()))),
                                    done -> settled(getTranslation("quarantine.writeoff.done")),
                                    fields::show))
                    .open();
        });
        writeOff.setId("quarantine-writeoff");
        var actions = new Div(retry, writeOff);
        actions.addClassName("aq-actions");
        return new Div(fields, actions);
    }

    private void retry(QuarantinedFact fact) {
        calls.make(
                new Once().of(() -> billing.quarantine().retry(fact.id())),
                now -> {
                    if (now.state() == QuarantineState.OPEN) {
                        settled(getTranslation("quarantine.retry.refused", now.reason()));
                    } else {
                        settled(getTranslation("quarantine.retry.done"));
                    }
                },
                Notices::failed);
    }

    private void settled(String words) {
        Notices.done(words);
        close();
        changed.run();
    }

    /// Indented, where it is JSON; else as it came.
    private static String readable(String body) {
        try {
            return JSON.writeValueAsString(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return body;
        }
    }
}
