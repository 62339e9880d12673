package dev.aquifer.console.money;

import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Tone;

/// A standing as icon and word.
public final class StandingStatus {
    private StandingStatus() {}

    public static Status of(StandingState state) {
        return new Status(
                I18NProvider.translate("standing." + state),
                switch (state) {
                    case OK -> Tone.GOOD;
                    case LOW -> Tone.WARN;
                    case RESTRICTED, SUSPENDED -> Tone.BAD;
                });
    }
}
