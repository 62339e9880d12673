package dev.aquifer.billing.api.ledger;

import java.time.Instant;
import java.util.UUID;

/// A seal over a batch of transactions: SHA-256 over the hash before it and the batch.
///
/// @param previous, @param hash in hexadecimal
public record SealView(
        UUID organisation, int number, int transactions, String previous, String hash, Instant sealedAt) {}
