package dev.aquifer.console.budgets;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.notice.DeliveryState;
import dev.aquifer.billing.api.notice.DeliveryView;
import dev.aquifer.billing.api.notice.NoticeView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;

/// What the organisation was told; where else it goes; and what became of what was sent.
@Route("notices")
@OpenTo(Audience.MEMBERS)
public class NoticesView extends Page {
    private static final int PAGE = 20;

    private final Calls calls;
    private final Billing billing;
    private final boolean may = Visit.current().applies();
    private final Div sent = new Div();

    NoticesView(Calls calls, Billing billing) {
        super("nav.notices");
        this.calls = calls;
        this.billing = billing;
        if (may) {
            var test = Buttons.plain(getTranslation("notices.test"), click -> test());
            test.setId("notice-test");
            heading(getTranslation("nav.notices"), getTranslation("notices.sub"), test);
        } else {
            heading(getTranslation("nav.notices"), getTranslation("notices.sub"));
        }
        add(new Card(notices()));
        var ways = new Div(new AddressCard(calls, billing, may), new WebhookCard(calls, billing, may));
        ways.addClassName("aq-even");
        add(ways);
        add(new Card(getTranslation("notices.sent"), sent));
        showSent();
    }

    private Component notices() {
        var formats = Formats.current();
        var language = getLocale().getLanguage();
        var table = new Table<NoticeView>(getTranslation("nav.notices"))
                .column(getTranslation("notices.what"), notice -> {
                    var cell = Text.twoLines(notice.text(), getTranslation("notice.kind." + notice.kind()));
                    if (!notice.read()) {
                        cell.add(new Badge(getTranslation("notices.new")));
                    }
                    return cell;
                })
                .text(getTranslation("notices.at"), notice -> formats.minute(notice.at()));
        return new PagedTable<>(
                calls,
                table,
                after -> {
                    var page = billing.notices().notices(language, after, PAGE);
                    if (after == null
                            && !page.items().isEmpty()
                            && !page.items().getFirst().read()) {
                        // Who sees the newest has seen them all.
                        billing.notices().read(page.items().getFirst().id());
                    }
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                new EmptyState(getTranslation("notices.none")));
    }

    private void showSent() {
        var formats = Formats.current();
        var table = new Table<DeliveryView>(getTranslation("notices.sent"))
                .column(
                        getTranslation("notices.receiver"),
                        one -> Text.twoLines(new Span(one.receiver()), getTranslation("notice.kind." + one.kind())))
                .text(getTranslation("notices.at"), one -> formats.minute(one.createdAt()))
                .column(getTranslation("state"), this::state);
        if (may) {
            table.column(getTranslation("actions"), this::again);
        }
        sent.removeAll();
        sent.add(new PagedTable<>(
                calls,
                table,
                after -> {
                    var page = billing.notices().deliveries(after, PAGE);
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                new EmptyState(getTranslation("notices.sent.none"))));
    }

    private Component state(DeliveryView one) {
        var status = new Status(
                getTranslation("delivery." + one.state()),
                switch (one.state()) {
                    case DELIVERED -> Tone.GOOD;
                    case WAITING -> Tone.BUSY;
                    case GIVEN_UP -> Tone.BAD;
                });
        return Text.twoLines(
                status, getTranslation("delivery.attempts", one.attempts(), Formats.orNothing(one.outcome())));
    }

    private Component again(DeliveryView one) {
        if (one.state() == DeliveryState.WAITING) {
            return new Span(Formats.NOTHING);
        }
        return Buttons.quiet(
                getTranslation("delivery.again"),
                click -> calls.make(
                        () -> billing.notices().again(one.id()),
                        done -> {
                            Notices.done(getTranslation("delivery.again.done"));
                            showSent();
                        },
                        Notices::failed));
    }

    private void test() {
        calls.make(
                () -> {
                    billing.notices().test();
                    return true;
                },
                done -> {
                    Notices.done(getTranslation("notices.test.done"));
                    showSent();
                },
                Notices::failed);
    }
}
