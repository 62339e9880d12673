/// What-if: reads a scenario strictly, plays it through the rules, and says every figure. Has no rule of its own and
/// needs neither a server nor a database.
@NullMarked
package dev.aquifer.billing.simulation;

import org.jspecify.annotations.NullMarked;
