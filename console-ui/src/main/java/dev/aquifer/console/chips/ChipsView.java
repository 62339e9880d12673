package dev.aquifer.console.chips;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.ChipNames;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;

/// What chips there are, what is free now, what an hour costs, and what the organisation holds of them.
@Route("chips")
@OpenTo(Audience.BUILDERS)
public class ChipsView extends Page {
    ChipsView(Calls calls, Platform platform, Billing billing) {
        super("nav.chips");
        heading(getTranslation("nav.chips"), getTranslation("chips.sub"));
        var pools = new Loaded<>(calls, 6, () -> PricedPool.all(platform, billing), found -> new PoolTable(found));
        add(new Card(getTranslation("chips.pools"), pools).beside(Text.note(getTranslation("deploy.step2.note"))));
        var leases = new Div(new PagedTable<>(
                calls,
                LeaseTable.empty(),
                after -> {
                    var page = platform.leases().list(after, 50);
                    var chips = ChipNames.ask(platform);
                    return new PagedTable.Slice<>(
                            page.items().stream()
                                    .map(each -> new LeaseTable.Named(each, chips.of(each.chipType())))
                                    .toList(),
                            page.next());
                },
                new EmptyState(getTranslation("leases.none"))));
        add(new Card(getTranslation("leases.own"), leases));
    }
}
