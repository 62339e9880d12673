/// Kafka in: each fact stored once, with the offset in the same transaction; what cannot be read goes to
/// quarantine. It rates nothing.
@NullMarked
package dev.aquifer.billing.intake;

import org.jspecify.annotations.NullMarked;
