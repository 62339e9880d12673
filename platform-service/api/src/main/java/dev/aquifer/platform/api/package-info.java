/// What clients of platform-service compile against: records, JAX-RS interfaces and the facts that it states.
/// No behaviour, no framework; that lives in `platform-service/server` and `platform-service/gateway`.
@NullMarked
package dev.aquifer.platform.api;

import org.jspecify.annotations.NullMarked;
