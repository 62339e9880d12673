package dev.aquifer.billing.bill;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.UUID;

/// Closes one organisation's month, for the tests of other rooms.
@ApplicationScoped
public class Closer {

    private final BillClose closing;

    Closer(BillClose closing) {
        this.closing = closing;
    }

    public void close(UUID organisation, YearMonth month) {
        closing.close(organisation, month, "system");
    }
}
