package dev.aquifer.console.playground;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.console.client.Calls;
import dev.aquifer.platform.api.deployment.DeploymentView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The questions and answers so far. One answer is written at a time.
class Conversation extends Div {
    private final Calls calls;
    private final List<Turn> turns = new ArrayList<>();
    private @Nullable ChatStream running;

    Conversation(Calls calls) {
        this.calls = calls;
        addClassName("aq-conversation");
        getElement().setAttribute("role", "log");
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("aria-label", getTranslation("play.log"));
        addDetachListener(detached -> stop());
    }

    /// What was said before, oldest first, as far back as fits: a token is taken for two characters.
    List<ChatCall.Message> before(int roomInTokens) {
        var messages = new ArrayList<ChatCall.Message>();
        var room = roomInTokens * 2;
        for (var turn : turns.reversed()) {
            room -= turn.question().length() + turn.text().length();
            if (!turn.isComplete() || room < 0) {
                break;
            }
            messages.addFirst(new ChatCall.Message("assistant", turn.text()));
            messages.addFirst(new ChatCall.Message("user", turn.question()));
        }
        return messages;
    }

    Turn begin(String question, DeploymentView deployment) {
        turns.forEach(Turn::isPast);
        var turn = new Turn(question, deployment);
        turns.add(turn);
        add(turn);
        scroll();
        return turn;
    }

    /// Writes the answer into the turn as it comes.
    ///
    /// @param ended run in the page when it is over; told whether it went well
    void write(Turn turn, ChatCall call, String key, Ended ended) {
        var ui = UI.getCurrent();
        var stream = new ChatStream(call, key, new ChatStream.Listener() {
            @Override
            public void text(String more, Measures soFar) {
                Calls.show(ui, () -> {
                    turn.append(more, soFar);
                    scroll();
                });
            }

            @Override
            public void ended(Measures measures) {
                Calls.show(ui, () -> {
                    turn.end(measures);
                    finish(true);
                });
            }

            @Override
            public void failed(@Nullable String message) {
                Calls.show(ui, () -> {
                    turn.fail(message);
                    finish(false);
                });
            }

            private void finish(boolean well) {
                running = null;
                scroll();
                ended.ended(well);
            }
        });
        running = stream;
        calls.aside(stream::run);
    }

    /// Told when an answer is over.
    interface Ended {
        void ended(boolean well);
    }

    void stop() {
        var stream = running;
        if (stream != null) {
            stream.stop();
        }
    }

    void clear() {
        stop();
        turns.clear();
        removeAll();
    }

    private void scroll() {
        getElement().executeJs("this.scrollTop = this.scrollHeight");
    }
}
