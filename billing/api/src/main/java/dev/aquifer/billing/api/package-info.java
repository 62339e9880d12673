/// What clients of billing compile against: records, JAX-RS interfaces, [Money] and the facts that billing states.
@NullMarked
package dev.aquifer.billing.api;

import org.jspecify.annotations.NullMarked;
