/// Chat with a deployment, streamed from the gateway as any customer would call it, and the same call as code.
/// No other way to a model exists here: each answer is metered and priced like every other.
@NullMarked
package dev.aquifer.console.playground;

import org.jspecify.annotations.NullMarked;
