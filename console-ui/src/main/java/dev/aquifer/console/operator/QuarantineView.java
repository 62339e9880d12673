package dev.aquifer.console.operator;

import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;

/// Facts that could not be read: kept with the reason, never lost.
@Route("operator/quarantine")
@OpenTo(Audience.OPERATORS)
public class QuarantineView extends Page {
    QuarantineView(Calls calls, Billing billing) {
        super("nav.operator.quarantine");
        heading(getTranslation("nav.operator.quarantine"), getTranslation("quarantine.sub"));
        var formats = Formats.current();
        var table = new Table<QuarantinedFact>(getTranslation("nav.operator.quarantine"))
                .column(
                        getTranslation("quarantine.where"),
                        fact -> Text.code(fact.topic() + " · " + fact.partition() + " · " + fact.offset()))
                .text(getTranslation("quarantine.at"), fact -> formats.exact(fact.at()))
                .text(getTranslation("quarantine.reason"), QuarantinedFact::reason)
                .column(getTranslation("quarantine.body"), fact -> {
                    var body = fact.body();
                    return Text.exact(body.length() > 120 ? body.substring(0, 120) + "…" : body, body);
                });
        add(new Card(new PagedTable<>(
                calls,
                table,
                after -> {
                    var page = billing.quarantine().list(after, 50);
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                new EmptyState(getTranslation("quarantine.none")))));
    }
}
