/// Budgets: what a month may cost, how much of it is used, how it may end, and what is told on the way. It reads what
/// usage splits and posts nothing.
@NullMarked
package dev.aquifer.billing.budget;

import org.jspecify.annotations.NullMarked;
