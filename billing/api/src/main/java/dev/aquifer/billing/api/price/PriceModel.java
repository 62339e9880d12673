package dev.aquifer.billing.api.price;

/// How an amount comes from a quantity. Tiers, packages and reservations count per organisation, SKU and month.
///
/// PER_UNIT: quantity × price. GRADUATED: each slice at its own price. VOLUME: the whole quantity at the price of the
/// tier that it reached. PACKAGE: whole packages of `size` at `price`; with `overage`, one package and the rest by
/// the unit. RESERVED: `size` a month at `price` through a term, used or not; beyond it `overage`, or the list price.
/// LIST: the price of the public book, less a discount (contracts only). FLAT: a fee each month. ONE_TIME: a fee in
/// the month in which the book begins. MINIMUM: what all use of the month must come to; the gap is a fee.
public enum PriceModel {
    PER_UNIT,
    GRADUATED,
    VOLUME,
    PACKAGE,
    RESERVED,
    LIST,
    FLAT,
    ONE_TIME,
    MINIMUM
}
