package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.month.CloseRunView;
import dev.aquifer.billing.api.month.CloseState;
import dev.aquifer.billing.api.month.StartClose;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;

/// The closes of months: how far each is, what failed, and what late facts say was charged too much. A close can be
/// started before its grace is over, stopped, and started again.
@Route("operator/closes")
@OpenTo(Audience.OPERATORS)
public class ClosesView extends Page {
    private final Calls calls;
    private final Billing billing;
    private final Loaded<List<CloseRunView>> closes;

    ClosesView(Calls calls, Billing billing) {
        super("nav.operator.closes");
        this.calls = calls;
        this.billing = billing;
        var last = YearMonth.now(ZoneId.of("Asia/Shanghai")).minusMonths(1);
        var start =
                Buttons.primary(getTranslation("closes.start", Formats.current().month(last)), click -> ask(last));
        start.setId("close-start");
        heading(getTranslation("nav.operator.closes"), getTranslation("closes.sub"), start);
        closes = new Loaded<>(calls, 4, billing.closes()::closes, this::show);
        add(closes, new InvoiceDeskCard(calls, billing), new Refresh(Duration.ofSeconds(3), closes::fetch));
    }

    private Component show(List<CloseRunView> runs) {
        if (runs.isEmpty()) {
            return new EmptyState(getTranslation("closes.none"));
        }
        var formats = Formats.current();
        var table = new Table<CloseRunView>(getTranslation("nav.operator.closes"))
                .text(getTranslation("bills.month"), run -> formats.month(run.month()))
                .column(
                        getTranslation("state"),
                        run -> new Status(getTranslation("close.state." + run.state()), tone(run.state())))
                .number(
                        getTranslation("closes.progress"),
                        run -> getTranslation(
                                "closes.of", formats.count(run.closed()), formats.count(run.organisations())))
                .number(getTranslation("closes.bills"), run -> formats.count(run.bills()))
                .number(getTranslation("bill.payable"), run -> formats.money(run.payable()))
                .column(getTranslation("closes.by"), run -> Text.twoLines(by(run), formats.minute(run.askedAt())))
                .column(getTranslation("actions"), this::action)
                .rows(runs);
        var all = new Div(new Card(table));
        all.addClassName("aq-stack");
        var holds = runs.stream().flatMap(run -> run.holds().stream()).toList();
        if (!holds.isEmpty()) {
            all.add(new HeldBills(calls, billing, holds, closes::fetch));
        }
        var failures = runs.stream().flatMap(run -> run.failures().stream()).toList();
        if (!failures.isEmpty()) {
            all.add(new Card(
                    getTranslation("closes.failures"),
                    new Table<CloseRunView.Failure>(getTranslation("closes.failures"))
                            .column(
                                    getTranslation("closes.organisation"),
                                    one -> Text.code(one.organisation().toString()))
                            .text(getTranslation("closes.at"), one -> formats.exact(one.at()))
                            .text(getTranslation("closes.message"), CloseRunView.Failure::message)
                            .rows(failures)));
        }
        var overcharges =
                runs.stream().flatMap(run -> run.overcharges().stream()).toList();
        if (!overcharges.isEmpty()) {
            all.add(new Card(
                    getTranslation("closes.overcharges"),
                    Text.paragraph(getTranslation("closes.overcharges.text")),
                    new Table<CloseRunView.Overcharge>(getTranslation("closes.overcharges"))
                            .column(
                                    getTranslation("closes.organisation"),
                                    one -> Text.code(one.organisation().toString()))
                            .column(
                                    getTranslation("closes.charge"),
                                    one -> Text.code(one.charge().toString()))
                            .number(getTranslation("bill.col.amount"), one -> formats.money(one.amount()))
                            .text(getTranslation("closes.at"), one -> formats.exact(one.notedAt()))
                            .rows(overcharges)));
        }
        return all;
    }

    private String by(CloseRunView run) {
        return run.askedBy().equals("system") ? getTranslation("closes.system") : run.askedBy();
    }

    private Component action(CloseRunView run) {
        return switch (run.state()) {
            case RUNNING ->
                Buttons.plain(
                        getTranslation("closes.stop"),
                        click -> new Confirm(
                                        getTranslation("closes.stop"),
                                        getTranslation("closes.stop.text"),
                                        getTranslation("closes.stop"),
                                        () -> calls.make(
                                                new Once()
                                                        .of(() -> billing.closes()
                                                                .stop(run.month()
                                                                        .toString())),
                                                done -> closes.fetch(),
                                                Notices::failed))
                                .open());
            case STOPPED -> Buttons.plain(getTranslation("closes.again"), click -> ask(run.month()));
            case DONE -> Text.note(Formats.NOTHING);
        };
    }

    private void ask(YearMonth month) {
        var name = Formats.current().month(month);
        var once = new Once();
        new ReasonDialog(
                        new ReasonDialog.Words(
                                getTranslation("closes.start", name),
                                getTranslation("closes.start.text"),
                                getTranslation("closes.reason"),
                                getTranslation("closes.start", name)),
                        "reason",
                        calls,
                        said -> once.of(() -> billing.closes().start(new StartClose(month.toString(), said)))
                                .get(),
                        closes::fetch)
                .open();
    }

    private static Tone tone(CloseState state) {
        return switch (state) {
            case RUNNING -> Tone.BUSY;
            case STOPPED -> Tone.OFF;
            case DONE -> Tone.GOOD;
        };
    }
}
