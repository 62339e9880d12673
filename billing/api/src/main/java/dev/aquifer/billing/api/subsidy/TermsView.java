package dev.aquifer.billing.api.subsidy;

/// What an organisation accepts before its first grant takes effect, in both languages.
///
/// @param version e.g. `2026-11-01`, @param accepted by this organisation, in this version
public record TermsView(String version, String text, String textZh, boolean accepted) {}
