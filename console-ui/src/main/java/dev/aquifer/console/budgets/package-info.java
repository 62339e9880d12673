/// Budgets, what is told when they are used up or something else happens, and the ways by which it is told. What is
/// spent is computed by billing, never here.
@NullMarked
package dev.aquifer.console.budgets;

import org.jspecify.annotations.NullMarked;
