/// Facts born in a transaction: recorded beside the change, then relayed to Kafka in order per key.
/// What the facts say is decided by the features that state them.
@NullMarked
package dev.aquifer.platform.outbox;

import org.jspecify.annotations.NullMarked;
