/// Bills: the running month, and what every figure on it was made from.
@NullMarked
package dev.aquifer.billing.api.bill;

import org.jspecify.annotations.NullMarked;
