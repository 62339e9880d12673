/// The durable journal of usage events and their relay to Kafka. It knows nothing of HTTP, of prices or of what an
/// event says.
@NullMarked
package dev.aquifer.gateway.usage;

import org.jspecify.annotations.NullMarked;
