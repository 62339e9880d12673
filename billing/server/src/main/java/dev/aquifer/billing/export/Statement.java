package dev.aquifer.billing.export;

import dev.aquifer.billing.api.bill.BillView;

/// A bill with the names that stand on it: who issues it, and to whom.
public record Statement(String issuer, String organisationName, BillView bill) {}
