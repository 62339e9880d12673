package dev.aquifer.billing.subsidy;

import java.util.UUID;

/// A CDI event: what the organisation's charges may earn has changed, or what they have earned is taken back. Fired
/// inside the transaction that changes it; standing tells the gateway once that is committed.
public record GrantChanged(UUID organisation) {}
