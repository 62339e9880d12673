package dev.aquifer.console.playground;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.ErrorState;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.model.ModelKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which deployment is asked: the shared ones and the organisation's own, as far as they serve chat now.
class DeploymentChoice extends Div {
    /// The shared deployment of the starter model, there from the first start.
    static final String STARTER = "aquifer-lexicon-6m";

    private final Calls calls;
    private final Platform platform;
    private final Runnable changed;
    private final Select<DeploymentView> select = new Select<>();
    private final Div notes = new Div();
    private final Refresh again = new Refresh(Duration.ofSeconds(3), this::fetch);
    private String preferred = "";

    DeploymentChoice(Calls calls, Platform platform, Runnable changed) {
        this.calls = calls;
        this.platform = platform;
        this.changed = changed;
        addClassName("aq-choice");
        notes.addClassName("aq-badges");
        select.setId("chat-deployment");
        select.setLabel(getTranslation("play.deployment"));
        select.setItemLabelGenerator(each -> each.shared()
                ? getTranslation("play.shared", each.name())
                : each.name() + " · " + Formats.current().chip(each.chipName()));
        select.addValueChangeListener(change -> show(change.getValue()));
        add(select, notes);
        fetch();
    }

    /// @param id of the deployment to choose once the list is there; may be empty
    void prefer(String id) {
        preferred = id;
        choose(select.getListDataView().getItems().toList());
    }

    @Nullable DeploymentView chosen() {
        return select.getValue();
    }

    private void fetch() {
        calls.make(
                () -> {
                    var all = new ArrayList<DeploymentView>();
                    all.addAll(platform.deployments().list(null, 200).items());
                    all.addAll(platform.deployments().shared());
                    return all;
                },
                this::come,
                this::failed);
    }

    private void come(List<DeploymentView> all) {
        var chats = all.stream()
                .filter(each -> each.kind() == ModelKind.CHAT)
                .filter(each -> each.state() == DeploymentState.READY || each.state() == DeploymentState.DEGRADED)
                .toList();
        removeAll();
        add(select, notes);
        select.setItems(chats);
        choose(chats);
        if (chats.isEmpty()) {
            notes.removeAll();
            notes.add(Text.note(getTranslation("play.none")));
            add(again);
        }
    }

    private void choose(List<DeploymentView> chats) {
        chats.stream()
                .filter(each -> each.id().toString().equals(preferred))
                .findFirst()
                .or(() -> chats.stream().filter(DeploymentView::shared).findFirst())
                .or(() -> chats.stream().findFirst())
                .ifPresent(select::setValue);
    }

    private void show(@Nullable DeploymentView chosen) {
        notes.removeAll();
        if (chosen != null) {
            notes.add(Text.note(getTranslation(
                    "play.on", chosen.modelName(), Formats.current().chip(chosen.chipName()))));
            if (chosen.simulated()) {
                notes.add(Badge.simulated());
            }
            if (chosen.demonstration()) {
                notes.add(Badge.demonstration(), Text.note(getTranslation("demonstration.why")));
            }
        }
        changed.run();
    }

    private void failed(Problem problem) {
        removeAll();
        add(new ErrorState(problem, this::fetch));
    }
}
