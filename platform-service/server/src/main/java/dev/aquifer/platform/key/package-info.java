/// API keys: made, shown once, revoked, told to the gateway and billing, and recognised when one calls this server.
/// What a scope opens here stands at the resources (`OpenToKeys`); calls of models are the gateway's to check.
@NullMarked
package dev.aquifer.platform.key;

import org.jspecify.annotations.NullMarked;
