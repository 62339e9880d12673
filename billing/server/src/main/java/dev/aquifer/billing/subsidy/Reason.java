package dev.aquifer.billing.subsidy;

/// Why a programme gives less than net × ratio. Where several headrooms are equally small, the first one named
/// here is the reason.
public enum Reason {
    BUDGET,
    CEILING,
    LIMIT,
    BELOW_MINIMUM,
    LATE,
    OTHER_PROGRAMME,
    NOT_ELIGIBLE;

    /// Whether a headroom was too small (R7).
    boolean bound() {
        return switch (this) {
            case BUDGET, CEILING, LIMIT -> true;
            case BELOW_MINIMUM, LATE, OTHER_PROGRAMME, NOT_ELIGIBLE -> false;
        };
    }
}
