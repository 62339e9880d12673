package dev.aquifer.console.money;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.bill.ChargeDetail;
import dev.aquifer.billing.api.bill.FactView;
import dev.aquifer.console.bills.ChargePanel;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Loaded;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The charge behind an entry of a book, opened down to its facts. It does not know who looks.
public class OpenedCharge extends Div {
    /// So many facts at a time.
    public static final int FACTS = 20;

    /// @param facts the page after the given one
    public OpenedCharge(Calls calls, Supplier<ChargeDetail> charge, Function<@Nullable UUID, Page<FactView>> facts) {
        add(new Loaded<>(
                calls,
                4,
                charge,
                detail -> new ChargePanel(
                        detail,
                        Formats.current(),
                        null,
                        (after, then) -> calls.make(() -> facts.apply(after), then, problem -> {}))));
    }
}
