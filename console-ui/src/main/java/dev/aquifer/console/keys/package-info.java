/// API keys: made, shown once, revoked. The keys that the playground uses for itself do not appear here.
@NullMarked
package dev.aquifer.console.keys;

import org.jspecify.annotations.NullMarked;
