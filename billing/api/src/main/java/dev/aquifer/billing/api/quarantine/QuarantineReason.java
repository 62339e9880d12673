package dev.aquifer.billing.api.quarantine;

/// Why a fact was put aside, in one word; the sentence beside it says it in full.
public enum QuarantineReason {
    /// Not JSON, not an object, or empty.
    NOT_JSON,
    /// Not CloudEvents 1.0.
    WRONG_VERSION,
    /// A member that must be there is not.
    MISSING,
    /// A member says something impossible.
    WRONG_VALUE,
    /// A quantity is negative, broken or absurdly large.
    QUANTITY,
    /// Money in another currency than CNY.
    CURRENCY,
    /// A type of event, or a bucket of tokens, that nobody has a meter for.
    UNKNOWN_METER,
    /// It lies beyond what clocks may differ by; a retry takes it once its time has come.
    FUTURE,
    /// The event contradicts itself about whose it is.
    FOREIGN,
    UNKNOWN_ORGANISATION,
    /// Used after the organisation was deleted. What it used before is billed.
    ORGANISATION_GONE,
    /// The id came before, with other content; the first one stays.
    ID_REUSED,
    /// No price book in force, or none with a price for it; a retry takes it once there is one.
    NO_PRICE,
    /// Anything else that the database refused.
    REFUSED
}
