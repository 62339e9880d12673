package dev.aquifer.console.whatif;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.aquifer.billing.api.simulation.SimulationSample;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.ErrorText;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Skeleton;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Uploads;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;

/// A scenario in, every figure out: pasted, uploaded, or taken from the samples; nothing of it is stored.
@Route("what-if")
@OpenTo(Audience.EVERYONE)
public class WhatIfView extends Page {
    private final Calls calls;
    private final Billing billing;
    private final TextArea scenario = new TextArea(getTranslation("whatIf.scenario"));
    private final Div result = new Div();

    WhatIfView(Calls calls, Billing billing) {
        super("nav.whatIf");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("nav.whatIf"), getTranslation("whatIf.sub"));
        scenario.setId("what-if-scenario");
        scenario.addClassName("aq-scenario");
        scenario.setHelperText(getTranslation("whatIf.scenario.help"));
        var play = Buttons.primary(getTranslation("whatIf.play"), click -> play());
        play.setId("what-if-play");
        var upload = Uploads.of(
                UploadHandler.inMemory((data, content) -> taken(new String(content, UTF_8))),
                getTranslation("whatIf.upload"),
                ".json");
        upload.setDropLabel(Text.note(getTranslation("whatIf.drop")));
        result.addClassName("aq-stack");
        result.setId("what-if-result");
        add(
                new Card(
                        getTranslation("whatIf.story"),
                        new Loaded<>(calls, 1, billing.simulations()::samples, this::samples),
                        scenario,
                        upload,
                        play),
                result);
    }

    private Select<SimulationSample> samples(List<SimulationSample> samples) {
        var choice = new Select<SimulationSample>();
        choice.setId("what-if-sample");
        choice.setLabel(getTranslation("whatIf.sample"));
        choice.addClassName("aq-wide");
        choice.setItems(samples);
        choice.setItemLabelGenerator(sample -> getTranslation("whatIf.sample.name", sample.id(), sample.title()));
        choice.addValueChangeListener(change -> fetch(change.getValue().id()));
        samples.stream().findFirst().ifPresent(choice::setValue);
        return choice;
    }

    private void fetch(String sample) {
        calls.make(() -> billing.simulations().sample(sample), this::taken, this::failed);
    }

    private void taken(String text) {
        scenario.setValue(text);
        result.removeAll();
    }

    private void play() {
        var told = scenario.getValue();
        result.removeAll();
        result.add(new Skeleton(4));
        calls.make(
                () -> billing.simulations().simulate(told),
                figures -> {
                    result.removeAll();
                    result.add(new Figures(figures));
                },
                this::failed);
    }

    private void failed(Problem problem) {
        result.removeAll();
        result.add(new Card(new ErrorText(problem)));
    }
}
