/// What every room of billing stands on: where time and ids come from, and how JSON is written. No rule of the
/// field lives here.
@NullMarked
package dev.aquifer.billing;

import org.jspecify.annotations.NullMarked;
