/// Price books, dated and frozen once published, and what a chip-hour would cost. Rating of facts is the
/// charge's.
@NullMarked
package dev.aquifer.billing.price;

import org.jspecify.annotations.NullMarked;
