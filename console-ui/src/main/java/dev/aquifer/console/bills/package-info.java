/// The bill pages: months, and one month as a table that opens down to the facts. Nothing is added up here; every
/// figure is billing's.
@NullMarked
package dev.aquifer.console.bills;

import org.jspecify.annotations.NullMarked;
