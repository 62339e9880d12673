/// Prices: what they are for an organisation and on each chip, and for operators the books that they stand in. No
/// price is computed here.
@NullMarked
package dev.aquifer.console.prices;

import org.jspecify.annotations.NullMarked;
