/// Rounding, the sharing of sums, and the calendar of service: the arithmetic that all rooms use. It knows no
/// price and no rule of a programme.
@NullMarked
package dev.aquifer.billing.money;

import org.jspecify.annotations.NullMarked;
