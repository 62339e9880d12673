package dev.aquifer.billing.api.subsidy;

/// How a template's figures are known.
public enum Grade {
    /// The document's text, or an official or press copy of it, was read.
    SEEN,
    /// Only its beginning was read.
    PART,
    /// General knowledge: check it before relying on it.
    OWN
}
