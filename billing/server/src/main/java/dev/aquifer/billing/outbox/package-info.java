/// Facts born in a transaction: stored with it, then sent to Kafka in order. What the facts say belongs to the
/// rooms that state them.
@NullMarked
package dev.aquifer.billing.outbox;

import org.jspecify.annotations.NullMarked;
