package dev.aquifer.billing.payment;

/// Who acts.
///
/// @param subject of the person's token
record Person(String subject, String name) {}
