package dev.aquifer.console.subsidies;

import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ClaimState;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.GrantState;
import dev.aquifer.billing.api.subsidy.ProgrammeState;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Tone;

/// How the states of applications, grants, claims, clawbacks, programmes and accruals look.
public final class ApplicationStates {
    private ApplicationStates() {}

    public static Status status(ApplicationState state) {
        var tone = switch (state) {
            case DRAFT, WITHDRAWN -> Tone.OFF;
            case SUBMITTED, UNDER_REVIEW -> Tone.BUSY;
            case EVIDENCE_ASKED -> Tone.WARN;
            case APPROVED -> Tone.GOOD;
            case REFUSED -> Tone.BAD;
        };
        return new Status(I18NProvider.translate("application." + state), tone);
    }

    public static Status status(GrantState state) {
        var tone = switch (state) {
            case ACTIVE -> Tone.GOOD;
            case SUSPENDED -> Tone.WARN;
            case EXPIRED -> Tone.PAST;
            case REVOKED -> Tone.BAD;
        };
        return new Status(I18NProvider.translate("grant." + state), tone);
    }

    public static Status status(ClawbackState state) {
        var tone = switch (state) {
            case PROPOSED -> Tone.WARN;
            case CONFIRMED -> Tone.BUSY;
            case CHARGED -> Tone.BAD;
            case TURNED_DOWN, WRITTEN_OFF -> Tone.OFF;
            case REPAID -> Tone.PAST;
        };
        return new Status(I18NProvider.translate("clawback." + state), tone);
    }

    public static Status status(ClaimState state) {
        var tone = switch (state) {
            case OPEN, FROZEN, SUBMITTED -> Tone.BUSY;
            case PAID -> Tone.GOOD;
            case PART_PAID -> Tone.WARN;
            case REJECTED -> Tone.BAD;
        };
        return new Status(I18NProvider.translate("claim." + state), tone);
    }

    public static Status status(ProgrammeState state) {
        var tone = switch (state) {
            case DRAFT -> Tone.OFF;
            case PUBLISHED -> Tone.GOOD;
            case CLOSED, ARCHIVED -> Tone.PAST;
        };
        return new Status(I18NProvider.translate("programme." + state), tone);
    }

    /// Beside each accrued line: provisional until its claim is paid.
    ///
    /// @param state `PROVISIONAL`, `CLAIMED` or `PAID`
    public static Status accrual(String state) {
        return new Status(I18NProvider.translate("accrual." + state), state.equals("PAID") ? Tone.GOOD : Tone.BUSY);
    }
}
