package dev.aquifer.console.playground;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.client.ServerAddresses;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.key.CreatedKey;
import dev.aquifer.platform.api.organisation.Step;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Chat with any deployment that one may use, and take the same call along as code.
@Route("playground")
@OpenTo(Audience.BUILDERS)
public class PlaygroundView extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Platform platform;
    private final String base;
    private final Conversation conversation;
    private final TextArea input = new TextArea();
    private final Button send = Buttons.primary(getTranslation("play.send"), click -> send());
    private final Button stop = Buttons.plain(getTranslation("play.stop"), click -> stopped());
    private final Parameters parameters = new Parameters(this::showCode);
    private final CodeTabs code = new CodeTabs();
    private final DeploymentChoice choice;
    private boolean tried;

    PlaygroundView(Calls calls, Platform platform, ServerAddresses servers) {
        super("nav.playground");
        this.calls = calls;
        this.platform = platform;
        base = servers.gateway() + "/v1";
        heading(
                getTranslation("nav.playground"),
                getTranslation("play.sub"),
                Buttons.plain(getTranslation("play.new"), click -> begin()));
        conversation = new Conversation(calls);
        choice = new DeploymentChoice(calls, platform, this::showCode);
        input.setId("chat-input");
        input.setAriaLabel(getTranslation("play.message"));
        input.setPlaceholder(getTranslation("play.message"));
        input.setValueChangeMode(ValueChangeMode.LAZY);
        input.getElement().setAttribute("data-keep", "chat");
        input.setValue(getTranslation("play.starter"));
        input.addValueChangeListener(change -> showCode());
        send.setId("chat-send");
        // Until it is known who is asked, a press would be lost.
        send.setEnabled(false);
        send.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        stop.setId("chat-stop");
        stop.setVisible(false);
        var composer = new Div(input, send, stop);
        composer.addClassName("aq-composer");
        var chat = new Card(choice, conversation, composer, parameters);
        chat.addClassName("aq-chat");
        var two = new Div(chat, new Card(getTranslation("code.title"), code));
        two.addClassName("aq-two");
        add(two);
        showCode();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        choice.prefer(event.getLocation()
                .getQueryParameters()
                .getSingleParameter("deployment")
                .orElse(""));
    }

    private void begin() {
        conversation.clear();
        over();
        input.setValue(getTranslation("play.starter"));
        input.focus();
    }

    private void send() {
        var deployment = choice.chosen();
        var question = input.getValue().strip();
        if (deployment == null || question.isEmpty() || !send.isEnabled()) {
            return;
        }
        send.setVisible(false);
        stop.setVisible(true);
        var call = call(deployment, question);
        input.clear();
        var turn = conversation.begin(question, deployment);
        var keys = PlaygroundKeys.ofSession();
        var key = keys.present();
        if (key.isPresent()) {
            write(turn, call, key.get());
        } else {
            calls.make(
                    platform.keys()::playground,
                    created -> {
                        keep(keys, created);
                        write(turn, call, created.secret());
                    },
                    problem -> refused(turn, problem));
        }
    }

    private static void keep(PlaygroundKeys keys, CreatedKey created) {
        keys.keep(created.secret(), created.key().expiresAt());
    }

    private void write(Turn turn, ChatCall call, String key) {
        conversation.write(turn, call, key, well -> {
            over();
            if (well && !tried) {
                tried = true;
                calls.make(() -> platform.organisations().done(Step.TRY_NOW), done -> {}, problem -> {});
            }
        });
    }

    private void refused(Turn turn, Problem problem) {
        turn.fail(problem.message());
        over();
    }

    private void stopped() {
        conversation.stop();
    }

    private void over() {
        send.setVisible(true);
        stop.setVisible(false);
        input.focus();
    }

    private void showCode() {
        var deployment = choice == null ? null : choice.chosen();
        send.setEnabled(deployment != null);
        var question = input.getValue().strip();
        code.show(call(deployment, question.isEmpty() ? getTranslation("play.starter") : question));
    }

    private ChatCall call(@Nullable DeploymentView deployment, String question) {
        var messages = new ArrayList<ChatCall.Message>();
        if (!parameters.system().isEmpty()) {
            messages.add(new ChatCall.Message("system", parameters.system()));
        }
        var context = deployment == null ? 0 : deployment.contextLength();
        messages.addAll(conversation.before(context - parameters.maxTokens() - question.length() / 2));
        messages.add(new ChatCall.Message("user", question));
        var model = deployment == null ? DeploymentChoice.STARTER : deployment.name();
        return new ChatCall(base, model, parameters.temperature(), parameters.maxTokens(), messages);
    }
}
