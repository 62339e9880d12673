/// Errors of our own API as RFC 9457 problems with a stable type, and the guards at its border (body size, strict
/// JSON). The rules whose breach they report are in the features.
@NullMarked
package dev.aquifer.platform.problem;

import org.jspecify.annotations.NullMarked;
