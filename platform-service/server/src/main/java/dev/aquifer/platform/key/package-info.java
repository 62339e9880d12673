/// API keys: made, shown once, revoked, and told to the gateway. Checking them on a request is the gateway's.
@NullMarked
package dev.aquifer.platform.key;

import org.jspecify.annotations.NullMarked;
