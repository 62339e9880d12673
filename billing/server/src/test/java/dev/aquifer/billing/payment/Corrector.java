package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.IssueCreditNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Gives a credit note on a charge, for the tests of other rooms. The transaction is bound to the organisation.
@ApplicationScoped
public class Corrector {

    private final CorrectionDesk desk;

    Corrector(CorrectionDesk desk) {
        this.desk = desk;
    }

    public void credit(UUID organisation, UUID charge, Money amount) {
        desk.credit(organisation, new IssueCreditNote(charge, amount, "a chip failed"), new Person("olga", "Olga"));
    }
}
