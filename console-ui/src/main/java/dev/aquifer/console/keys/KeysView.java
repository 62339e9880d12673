package dev.aquifer.console.keys;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.ServerAddresses;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Icons;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.playground.CodeTabs;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.key.KeyView;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The organisation's API keys: who may call and read, what, since when, until when. Builders make those that call
/// and manage, finance those that read the books, owners all.
@Route("keys")
@OpenTo(Audience.MEMBERS)
public class KeysView extends Page {
    private static final String STARTER = "aquifer-lexicon-6m";

    private final Calls calls;
    private final Platform platform;
    private final InstantSource clock = InstantSource.system();
    private final List<KeyScope> may = given(Visit.current());
    private final Div list = new Div();

    KeysView(Calls calls, Platform platform, ServerAddresses servers) {
        super("nav.keys");
        this.calls = calls;
        this.platform = platform;
        if (!may.isEmpty()) {
            var create = Buttons.primary(getTranslation("keys.new"), click -> open());
            create.setIcon(Icons.of(VaadinIcon.PLUS));
            create.setId("key-new");
            heading(getTranslation("nav.keys"), getTranslation("keys.sub"), create);
        } else {
            heading(getTranslation("nav.keys"), getTranslation("keys.sub"));
        }
        add(new Card(list));
        add(new Card(
                getTranslation("keys.use"),
                CodeTabs.asking(servers.gateway() + "/v1", STARTER, getTranslation("play.starter"))));
        show();
    }

    /// What the person may give to a key, and take away with it.
    private static List<KeyScope> given(Visit visit) {
        return Stream.of(KeyScope.values())
                .filter(scope -> switch (scope) {
                    case INFERENCE, MANAGE -> visit.builds();
                    case BILLING_READ -> visit.applies();
                })
                .toList();
    }

    private void show() {
        list.removeAll();
        list.add(new PagedTable<>(
                calls,
                table(),
                after -> {
                    var page = platform.keys().list(after, 50);
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                new EmptyState(getTranslation("keys.none"))));
    }

    private void open() {
        new NewKeyDialog(calls, platform, may, this::show).open();
    }

    private Table<KeyView> table() {
        var formats = Formats.current();
        var table = new Table<KeyView>(getTranslation("nav.keys"))
                .column(getTranslation("name"), key -> Text.twoLines(key.name(), key.prefix() + "…" + key.lastFour()))
                .text(getTranslation("keys.scopes"), this::scopes)
                .column(getTranslation("state"), this::state)
                .column(
                        getTranslation("keys.created"),
                        key -> Text.twoLines(new Span(formats.minute(key.createdAt())), key.createdBy()))
                .text(getTranslation("keys.expires"), key -> formats.minute(key.expiresAt()));
        return may.isEmpty() ? table : table.column(getTranslation("actions"), this::revoke);
    }

    private String scopes(KeyView key) {
        return key.scopes().stream()
                .map(scope -> getTranslation("keys.scope." + scope.name()))
                .collect(Collectors.joining(getTranslation("keys.scopes.and")));
    }

    private Component state(KeyView key) {
        var revoked = key.revokedAt();
        if (revoked != null) {
            return new Status(getTranslation("keys.revoked"), Tone.OFF);
        }
        return key.expiresAt().isAfter(clock.instant())
                ? new Status(getTranslation("keys.valid"), Tone.GOOD)
                : new Status(getTranslation("keys.expired"), Tone.OFF);
    }

    private boolean mayRevoke(KeyView key) {
        return may.contains(KeyScope.MANAGE) || may.containsAll(key.scopes());
    }

    private Component revoke(KeyView key) {
        if (key.revokedAt() != null || !mayRevoke(key)) {
            return new Span(Formats.NOTHING);
        }
        return Buttons.quiet(
                getTranslation("keys.revoke"),
                click -> new Confirm(
                                getTranslation("keys.revoke.title", key.name()),
                                getTranslation("keys.revoke.text"),
                                getTranslation("keys.revoke"),
                                () -> calls.make(
                                        () -> platform.keys().revoke(key.id()),
                                        done -> {
                                            Notices.done(getTranslation("keys.revoke.done", key.name()));
                                            show();
                                        },
                                        Notices::failed))
                        .open());
    }
}
