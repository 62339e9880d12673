package dev.aquifer.billing.price;

/// A CDI event: a price book has been published; whoever keeps a list of them reads it anew after the commit.
record BookPublished(String version) {}
