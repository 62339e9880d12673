/// Price books, and prices before the act.
@NullMarked
package dev.aquifer.billing.api.price;

import org.jspecify.annotations.NullMarked;
