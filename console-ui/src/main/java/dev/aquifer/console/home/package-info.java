/// The first page: naming the organisation, the first steps, what is used and what it costs.
/// What each step leads to lives in its own area.
@NullMarked
package dev.aquifer.console.home;

import org.jspecify.annotations.NullMarked;
