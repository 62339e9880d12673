package dev.aquifer.console.playground;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Tone;
import dev.aquifer.platform.api.deployment.DeploymentView;
import org.jspecify.annotations.Nullable;

/// A question, its answer as it grows, and below it what was measured and what it cost.
class Turn extends Div {
    private final String question;
    private final StringBuilder text = new StringBuilder();
    private final Markdown answer = new Markdown();
    private final Div meter = new Div();
    private final DeploymentView deployment;
    private boolean complete;

    Turn(String question, DeploymentView deployment) {
        this.question = question;
        this.deployment = deployment;
        addClassName("aq-turn");
        var asked = new Div(question);
        asked.addClassName("aq-asked");
        answer.addClassName("aq-answer");
        answer.setId("chat-answer");
        meter.addClassName("aq-meterline");
        meter.setId("chat-meter");
        meter.add(new Status(getTranslation("play.waiting"), Tone.BUSY));
        add(asked, answer, meter);
    }

    /// Ids are the last turn's alone.
    void isPast() {
        answer.getElement().removeAttribute("id");
        meter.getElement().removeAttribute("id");
    }

    String question() {
        return question;
    }

    String text() {
        return text.toString();
    }

    /// Whether it may be sent along as part of the conversation.
    boolean isComplete() {
        return complete;
    }

    void append(String more, Measures measures) {
        text.append(more);
        answer.appendContent(more);
        meter.removeAll();
        fact("play.ttft", Formats.current().millis(measures.firstTokenMillis()));
    }

    void end(Measures measures) {
        complete = !text.isEmpty();
        var formats = Formats.current();
        meter.removeAll();
        if (measures.wasStopped()) {
            meter.add(new Status(getTranslation("play.stopped"), Tone.OFF));
        }
        var figures = measures.figures();
        if (figures != null) {
            fact("play.in", formats.count(figures.tokensIn()));
            fact("play.out", formats.count(figures.tokensOut()));
        }
        fact("play.ttft", formats.millis(measures.firstTokenMillis()));
        if (measures.speed() > 0) {
            fact("play.speed", formats.speed(measures.speed()));
        }
        cost(figures == null ? null : figures.cost(), formats);
        fact("play.chip", formats.chip(deployment.chipName()));
        if (deployment.simulated()) {
            meter.add(Badge.simulated());
        }
    }

    void fail(@Nullable String message) {
        meter.removeAll();
        meter.add(new Status(getTranslation("play.failed"), Tone.BAD));
        meter.add(new Span(message == null ? getTranslation("problem.unreachable") : message));
    }

    private void cost(Measures.@Nullable Cost cost, Formats formats) {
        if (cost == null) {
            return;
        }
        if (cost.list().signum() == 0) {
            fact("play.payable", getTranslation("play.byTheHour"));
            return;
        }
        fact("play.list", formats.cost(cost.list()));
        fact("play.subsidy", formats.cost(cost.subsidy().negate()));
        fact("play.payable", formats.cost(cost.payable()));
    }

    private void fact(String key, String value) {
        var label = new Span(getTranslation(key));
        var pair = new Div(label, new Span(value));
        pair.addClassName("aq-pair");
        meter.add(pair);
    }
}
