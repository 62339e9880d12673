@NullMarked
package dev.aquifer.platform.idempotency;

import org.jspecify.annotations.NullMarked;
