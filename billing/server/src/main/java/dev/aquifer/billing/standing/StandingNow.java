package dev.aquifer.billing.standing;

import dev.aquifer.billing.api.standing.StandingView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// The standing of the organisation that the transaction is bound to, for the other rooms.
@ApplicationScoped
public class StandingNow {

    private final Standings standings;
    private final StandingSettings settings;

    StandingNow(Standings standings, StandingSettings settings) {
        this.standings = standings;
        this.settings = settings;
    }

    public Optional<StandingView> of(UUID organisation) {
        return standings.find(organisation).map(standing -> standing.view(settings.lowShare()));
    }
}
