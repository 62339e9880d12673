/// API keys: how they are made, shown and told to the gateway.
@NullMarked
package dev.aquifer.platform.api.key;

import org.jspecify.annotations.NullMarked;
