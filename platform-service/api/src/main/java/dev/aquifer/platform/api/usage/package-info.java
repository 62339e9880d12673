/// The fact that a request used tokens. Stated by the gateway, rated by billing.
@NullMarked
package dev.aquifer.platform.api.usage;

import org.jspecify.annotations.NullMarked;
