package dev.aquifer.console.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.aquifer.billing.api.bill.UsageSummary;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Icons;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.organisation.Step;
import dev.aquifer.platform.api.organisation.StepView;
import java.util.List;

/// The first steps of an organisation: each leads to its place and ticks itself. The request sent by a key is known
/// to billing alone, so this page tells the platform of it.
class FirstSteps extends Card {
    private final Calls calls;
    private final Platform platform;
    private final Loaded<List<StepView>> list;
    private boolean requestOpen;

    FirstSteps(Calls calls, Platform platform) {
        super();
        this.calls = calls;
        this.platform = platform;
        removeAll();
        setId("first-steps");
        list = new Loaded<>(calls, 5, platform.organisations()::steps, this::show)
                .also(steps -> requestOpen =
                        steps.stream().anyMatch(step -> step.step() == Step.SEND_REQUEST && step.doneAt() == null));
        add(list);
    }

    void fetch() {
        list.fetch();
    }

    void usage(UsageSummary usage) {
        if (usage.keyRequests() > 0 && requestOpen) {
            requestOpen = false;
            calls.make(() -> platform.organisations().done(Step.SEND_REQUEST), done -> fetch(), problem -> {});
        }
    }

    private Component show(List<StepView> steps) {
        var done = steps.stream().filter(step -> step.doneAt() != null).count();
        var card = new Card(getTranslation(done == steps.size() ? "steps.done" : "steps.title"), line(steps));
        card.removeClassName("aq-card");
        card.beside(Text.note(getTranslation("steps.of", done, steps.size())));
        return new Div(card);
    }

    private OrderedList line(List<StepView> steps) {
        var list = new OrderedList();
        list.addClassName("aq-steps");
        var next = steps.stream()
                .filter(step -> step.doneAt() == null)
                .map(StepView::step)
                .findFirst();
        for (var step : steps) {
            list.add(item(step, next.filter(step.step()::equals).isPresent()));
        }
        return list;
    }

    private ListItem item(StepView view, boolean next) {
        var step = view.step();
        var done = view.doneAt() != null;
        var icon = Icons.of(done ? VaadinIcon.CHECK_CIRCLE : VaadinIcon.CIRCLE_THIN);
        var link = Links.to(path(step), getTranslation("step." + step.name()));
        var words = Text.twoLines(link, getTranslation(done ? "step.isDone" : "step." + step.name() + ".text"));
        var item = new ListItem(icon, words);
        item.setId("step-" + step.name());
        item.addClassName(done ? "done" : next ? "next" : "later");
        if (done) {
            item.getElement().setAttribute("data-done", "true");
        }
        return item;
    }

    private static String path(Step step) {
        return switch (step) {
            case TRY_NOW -> "playground";
            case MAKE_KEY, SEND_REQUEST -> "keys";
            case DEPLOY_MODEL -> "deployments/new";
            case SEE_BILL -> "bills";
        };
    }
}
