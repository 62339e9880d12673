package dev.aquifer.platform.standing;

import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.platform.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The last standing that billing stated of each organisation. It is rebuilt from the compacted topic at each start;
/// an organisation of which billing has not spoken yet may start.
@ApplicationScoped
public class Standings {
    // Written by the reader's thread, read by requests.
    private final Map<UUID, StandingState> states = new ConcurrentHashMap<>();

    /// Whether the organisation may start what costs money.
    public boolean mayStart(UUID organisation) {
        StandingState state = states.getOrDefault(organisation, StandingState.OK);
        return switch (state) {
            case OK, LOW -> true;
            case RESTRICTED, SUSPENDED -> false;
        };
    }

    /// Passes if the organisation may start what costs money; else a problem of 409.
    public void requireCredit(UUID organisation) {
        if (!mayStart(organisation)) {
            throw Problems.of(
                    409,
                    "out-of-credit",
                    "Out of credit",
                    "The organisation's credit is used up, or held back for what runs. Nothing new starts until it is paid or"
                            + " the limit is raised.");
        }
    }

    void note(UUID organisation, StandingState state) {
        states.put(organisation, state);
    }

    void forget(UUID organisation) {
        states.remove(organisation);
    }
}
