/// What the gateway must know to serve: keys, routes, prices and standing, read from Kafka's compacted topics
/// and kept on disk. It decides nothing about a request and keeps no usage.
@NullMarked
package dev.aquifer.gateway.snapshot;

import org.jspecify.annotations.NullMarked;
