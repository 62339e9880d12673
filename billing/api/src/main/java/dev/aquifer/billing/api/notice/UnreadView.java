package dev.aquifer.billing.api.notice;

/// How many notices the person has not read.
public record UnreadView(long unread) {}
