package dev.aquifer.billing.subsidy;

import java.util.UUID;

/// A CDI event: what the organisation's charges may earn, or what it owes by its subsidies, has changed: a grant, a
/// claim that is settled, a clawback. Fired inside the transaction that changes it; standing tells the gateway once
/// that is committed.
public record GrantChanged(UUID organisation) {}
